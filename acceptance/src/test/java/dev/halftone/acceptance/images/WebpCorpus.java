package dev.halftone.acceptance.images;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.JpegFiles.concat;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.SampleImages;
import dev.halftone.imaging.TestImages;
import dev.halftone.imaging.WebpFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// WebPs (RFC 9649): lossy and lossless, with alpha, extended, animated and damaged.
final class WebpCorpus {
    private static final List<String> OPTIONS = List.of(
            "Q=90",
            "Q=10",
            "lossless=true",
            "near-lossless=true,Q=60",
            "Q=80,smart-subsample=true",
            "Q=80,alpha-q=20",
            "Q=80,preset=drawing");

    private WebpCorpus() {}

    static Stream<CorpusFile> files() {
        return Stream.of(samples(), codings(), sizes(), extended(), animated(), damaged())
                .flatMap(files -> files);
    }

    private static Stream<CorpusFile> samples() {
        return SampleImages.WEBPS.stream().map(sample -> CorpusFile.of("Quarters: " + sample, sample.bytes()));
    }

    private static Stream<CorpusFile> codings() {
        return OPTIONS.stream()
                .flatMap(options -> Stream.of(
                        CorpusFile.of("WebP, " + options, saved(Scene.color(), options)),
                        CorpusFile.of("WebP and alpha, " + options, saved(Scene.cutOut(), options)),
                        CorpusFile.of("WebP, not extended, " + options, simple(saved(Scene.color(), options)))));
    }

    private static Stream<CorpusFile> sizes() {
        return Stream.of(List.of(1, 1), List.of(1, 60), List.of(60, 1), List.of(17, 33), List.of(33, 17))
                .flatMap(size -> Stream.of(
                        CorpusFile.of("WebP of " + size, saved(Scene.color(size.getFirst(), size.getLast()), "Q=90")),
                        CorpusFile.of(
                                "WebP and alpha, of " + size,
                                saved(Scene.cutOut(size.getFirst(), size.getLast()), "lossless=true"))));
    }

    private static Stream<CorpusFile> extended() {
        var webp = saved(Scene.color(), "Q=90");
        var cutOut = saved(Scene.cutOut(), "Q=90");
        return Stream.of(
                CorpusFile.of("WebP, XMP", WebpFiles.withXmp(webp, "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")),
                CorpusFile.of("WebP, canvas larger than its image", WebpFiles.claiming(webp, 120, 90)),
                CorpusFile.of("WebP, canvas smaller than its image", WebpFiles.claiming(webp, 90, 60)),
                CorpusFile.of("WebP, no alpha flag, but alpha", withFlags(cutOut, 0)),
                CorpusFile.of("WebP, alpha flag, but no alpha", withFlags(webp, 0x10)),
                CorpusFile.of("WebP, unknown chunk", withChunk(webp, "abcd")),
                CorpusFile.of("WebP, bytes behind its end", longer(webp, 50)));
    }

    private static Stream<CorpusFile> animated() {
        var color = Scene.color();
        var cutOut = Scene.cutOut();
        var part = cutOut.getSubimage(8, 4, 50, 40);
        var white = new byte[] {-1, -1, -1, -1};
        return Stream.of(
                CorpusFile.of(
                        "WebP, animated",
                        new Animation(white)
                                .frame(color, 0, 0, 0)
                                .frame(cutOut, 0, 0, 0)
                                .done()),
                CorpusFile.of(
                        "WebP, animated, one frame",
                        new Animation(white).frame(cutOut, 0, 0, 0).done()),
                CorpusFile.of(
                        "WebP, animated, parts",
                        new Animation(white)
                                .frame(part, 20, 10, 0)
                                .frame(part, 0, 0, 0)
                                .done()),
                CorpusFile.of(
                        "WebP, animated, parts, transparent background",
                        new Animation(new byte[4])
                                .frame(part, 20, 10, 1)
                                .frame(part, 0, 0, 3)
                                .done()),
                CorpusFile.of(
                        "WebP, animated, parts that are not blended",
                        new Animation(white)
                                .frame(color, 0, 0, 0)
                                .frame(part, 20, 10, 2)
                                .done()));
    }

    private static Stream<CorpusFile> damaged() {
        return Stream.of("Q=90", "lossless=true").flatMap(options -> {
            var webp = saved(Scene.color(), options);
            var name = "WebP, " + options + ", ";
            return Stream.of(
                    CorpusFile.refused(
                            name + "its second half missing", longer(webp, -webp.size() / 2), Reason.CORRUPT_IMAGE, ""),
                    CorpusFile.refused(
                            name + "its last tenth missing", longer(webp, -webp.size() / 10), Reason.CORRUPT_IMAGE, ""),
                    CorpusFile.damaged(name + "its last byte missing", longer(webp, -1)),
                    CorpusFile.damaged(name + "size too large", withSize(webp, webp.size() + 100)),
                    CorpusFile.damaged(name + "size too small", withSize(webp, webp.size() - 100)),
                    CorpusFile.damaged(name + "size of zero", withSize(webp, 0)));
        });
    }

    private static ImageBytes saved(BufferedImage image, String options) {
        return TestImages.withLibvips(image, vipsImage -> vipsImage.save("webpsave_buffer", options));
    }

    /// Without its header for extensions.
    private static ImageBytes simple(ImageBytes webp) {
        return riff(imageChunks(webp));
    }

    private static ImageBytes withFlags(ImageBytes webp, int flags) {
        var bytes = webp.array().clone();
        var isExtended = bytes[15] == 'X';
        if (isExtended) bytes[20] = (byte) flags;
        return new ImageBytes(bytes);
    }

    private static ImageBytes withChunk(ImageBytes webp, String type) {
        return riff(concat(Arrays.copyOfRange(webp.array(), 12, webp.size()), chunk(type, ascii("text"))));
    }

    private static ImageBytes withSize(ImageBytes webp, int size) {
        var bytes = ByteBuffer.wrap(webp.array().clone()).order(ByteOrder.LITTLE_ENDIAN);
        return new ImageBytes(bytes.putInt(4, size).array());
    }

    private static ImageBytes longer(ImageBytes webp, int more) {
        return new ImageBytes(Arrays.copyOf(webp.array(), webp.size() + more));
    }

    private static ImageBytes riff(byte[] chunks) {
        return new ImageBytes(concat(chunk("RIFF", concat(ascii("WEBP"), chunks))));
    }

    private static byte[] chunk(String type, byte[] content) {
        var size = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(content.length);
        return concat(ascii(type), size.array(), content, new byte[content.length & 1]);
    }

    // The chunks of a still image: its alpha, if that has its own, and its colors.
    private static byte[] imageChunks(ImageBytes webp) {
        var out = new ByteArrayOutputStream();
        var bytes = ByteBuffer.wrap(webp.array()).order(ByteOrder.LITTLE_ENDIAN);
        for (var at = 12; at < webp.size(); ) {
            var size = 8 + ((bytes.getInt(at + 4) + 1) & ~1);
            var type = (char) webp.array()[at + 3];
            if (type == ' ' || type == 'L' || type == 'H') out.write(webp.array(), at, size);
            at += size;
        }
        return out.toByteArray();
    }

    /// Frames on a canvas of the scene's size.
    private static final class Animation {
        private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

        /// @param background blue, green, red and alpha
        Animation(byte[] background) {
            var header = concat(new byte[] {0x12, 0, 0, 0}, u24(Scene.WIDTH - 1), u24(Scene.HEIGHT - 1));
            chunks.writeBytes(chunk("VP8X", header));
            chunks.writeBytes(chunk("ANIM", concat(background, new byte[2])));
        }

        /// @param flags 1: dispose to the background, 2: do not blend
        Animation frame(BufferedImage image, int left, int top, int flags) {
            var place = concat(
                    u24(left / 2), u24(top / 2), u24(image.getWidth() - 1), u24(image.getHeight() - 1), u24(100));
            var pixels = imageChunks(saved(image, "lossless=true"));
            chunks.writeBytes(chunk("ANMF", concat(place, new byte[] {(byte) flags}, pixels)));
            return this;
        }

        ImageBytes done() {
            return riff(chunks.toByteArray());
        }

        private static byte[] u24(int number) {
            return new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16)};
        }
    }
}
