package dev.halftone.acceptance.images;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.JpegFiles.concat;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.PngFiles;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.SampleImages;
import dev.halftone.imaging.TestImages;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// PNGs of every color type and depth, with the chunks that change what they look like (PNG 3rd edition), and damaged.
final class PngCorpus {
    private static final ImageBytes COLOR = TestImages.png(Scene.color());
    private static final ImageBytes GRAY = TestImages.png(Scene.gray(Scene.WIDTH, Scene.HEIGHT));
    private static final ImageBytes CUT_OUT = TestImages.png(Scene.cutOut());
    private static final int SIGNATURE = 8;
    // The size of the last chunk.
    private static final int END = 12;

    private PngCorpus() {}

    static Stream<CorpusFile> files() {
        return Stream.of(samples(), codings(), gammas(), codePoints(), conflicts(), metadata(), damaged())
                .flatMap(files -> files);
    }

    private static Stream<CorpusFile> samples() {
        return SampleImages.PNGS.stream().map(sample -> CorpusFile.of("Quarters: " + sample, sample.bytes()));
    }

    private static Stream<CorpusFile> codings() {
        return Stream.of(
                CorpusFile.of("PNG, RGB", COLOR),
                CorpusFile.of("PNG, gray", GRAY),
                CorpusFile.of("PNG, RGB and alpha", CUT_OUT),
                CorpusFile.of("PNG, RGB, interlaced", saved(Scene.color(), "interlace=true")),
                CorpusFile.of("PNG, RGB and alpha, interlaced", saved(Scene.cutOut(), "interlace=true")),
                CorpusFile.of("PNG, palette", saved(Scene.color(), "palette=true")),
                CorpusFile.of("PNG, palette and alpha", saved(Scene.cutOut(), "palette=true")),
                CorpusFile.of("PNG, palette of 4 bits", saved(Scene.color(), "palette=true,bitdepth=4")),
                CorpusFile.of("PNG, palette of 2 bits", saved(Scene.color(), "palette=true,bitdepth=2")),
                CorpusFile.of("PNG, RGB, not compressed", saved(Scene.color(), "compression=0,filter=none")),
                CorpusFile.of("PNG, RGB, filters", saved(Scene.color(), "compression=9,filter=all")),
                CorpusFile.of("PNG, 16 bits of gray", TestImages.png(TestImages.sixteenBits(96, 64))),
                CorpusFile.of("PNG, 16 bits of RGB and alpha", TestImages.png(TestImages.sixteenBitCutOut(96, 64))),
                CorpusFile.of("PNG, opaque alpha", TestImages.png(TestImages.opaque(96, 64))),
                CorpusFile.of("PNG of 1x1", TestImages.png(Scene.color(1, 1))),
                CorpusFile.of("PNG of 1x90", TestImages.png(Scene.color(1, 90))),
                CorpusFile.of("PNG of 90x1", TestImages.png(Scene.cutOut(90, 1))),
                CorpusFile.of("PNG of 17x33", TestImages.png(Scene.color(17, 33))),
                CorpusFile.of("PNG, in many chunks", split(COLOR, 500)));
    }

    private static ImageBytes saved(BufferedImage image, String options) {
        return TestImages.withLibvips(image, vipsImage -> vipsImage.save("pngsave_buffer", options));
    }

    private static Stream<CorpusFile> gammas() {
        return IntStream.of(20_000, 31_250, 45_455, 55_556, 100_000)
                .boxed()
                .flatMap(gamma -> Stream.of(
                        CorpusFile.of("PNG, gamma " + gamma, PngFiles.withGamma(COLOR, gamma)),
                        CorpusFile.of("PNG, gray, gamma " + gamma, PngFiles.withGamma(GRAY, gamma)),
                        CorpusFile.of("PNG and alpha, gamma " + gamma, PngFiles.withGamma(CUT_OUT, gamma)),
                        CorpusFile.of(
                                "PNG, Adobe RGB's primaries, gamma " + gamma,
                                withAdobePrimaries(PngFiles.withGamma(COLOR, gamma)))));
    }

    private static ImageBytes withAdobePrimaries(ImageBytes png) {
        return PngFiles.withPrimaries(png, 31_270, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6_000);
    }

    // H.273: primaries of BT.709, BT.2020, P3 and others, with the transfers of BT.709, linear, sRGB, PQ and HLG.
    private static Stream<CorpusFile> codePoints() {
        return Stream.of(
                        "1 13", "1 1", "1 8", "12 13", "12 1", "9 14", "9 1", "9 16", "9 18", "4 4", "5 5", "6 6",
                        "2 2")
                .flatMap(points -> {
                    var primaries = Integer.parseInt(points.split(" ", -1)[0]);
                    var transfer = Integer.parseInt(points.split(" ", -1)[1]);
                    return Stream.of(
                            CorpusFile.of(
                                    "PNG, code points " + points, PngFiles.withCodePoints(COLOR, primaries, transfer)),
                            CorpusFile.of(
                                    "PNG, gray, code points " + points,
                                    PngFiles.withCodePoints(GRAY, primaries, transfer)));
                });
    }

    // Each chunk is added before those that are there.
    private static Stream<CorpusFile> conflicts() {
        var swapped = PngFiles.withProfile(COLOR, IccProfiles.swapped());
        var srgb = PngFiles.withChunk(COLOR, "sRGB", new byte[1]);
        return Stream.of(
                CorpusFile.of("PNG, sRGB", srgb),
                CorpusFile.of("PNG, gamma 1.0 and sRGB", PngFiles.withGamma(srgb, 100_000)),
                CorpusFile.of("PNG, gamma 1.0 and a profile", PngFiles.withGamma(swapped, 100_000)),
                CorpusFile.of("PNG, sRGB and a profile", PngFiles.withChunk(swapped, "sRGB", new byte[1])),
                CorpusFile.of("PNG, code points and a profile", PngFiles.withCodePoints(swapped, 12, 13)),
                CorpusFile.of("PNG, primaries without gamma", withAdobePrimaries(COLOR)),
                CorpusFile.of("PNG, primaries of zero", PngFiles.withPrimaries(COLOR, new int[8])),
                CorpusFile.of("PNG, gamma 0", PngFiles.withGamma(COLOR, 0)),
                CorpusFile.of(
                        "PNG, a profile that is not compressed", PngFiles.withChunk(COLOR, "iCCP", ascii("a\0\0b"))),
                CorpusFile.of("PNG, background", PngFiles.withChunk(CUT_OUT, "bKGD", new byte[] {0, -1, 0, 0, 0, 0})),
                CorpusFile.of("PNG, significant bits", PngFiles.withChunk(COLOR, "sBIT", new byte[] {5, 6, 5})),
                CorpusFile.of(
                        "PNG, pixels twice as wide",
                        PngFiles.withChunk(COLOR, "pHYs", new byte[] {0, 0, 0, 1, 0, 0, 0, 2, 0})));
    }

    private static Stream<CorpusFile> metadata() {
        return Stream.of(
                CorpusFile.of("PNG, metadata", PngFiles.withMetadata(COLOR)),
                CorpusFile.of("PNG, unknown chunk", PngFiles.withChunk(COLOR, "abCd", ascii("text"))),
                CorpusFile.of("PNG, unknown critical chunk", PngFiles.withChunk(COLOR, "ABCD", ascii("text"))),
                CorpusFile.of("PNG, text", PngFiles.withDeflatedText(COLOR, ascii("text"))));
    }

    private static Stream<CorpusFile> damaged() {
        var full = PngFiles.withGamma(PngFiles.withMetadata(COLOR), 45_455);
        var end = COLOR.size() - END;
        var ignored = chunks(full).entrySet().stream()
                .filter(chunk -> !chunk.getKey().equals("IHDR"))
                .map(chunk -> CorpusFile.sameAs(
                        COLOR, "PNG, wrong checksum of " + chunk.getKey(), flipped(full, chunk.getValue() - 1)));
        return Stream.concat(
                ignored,
                Stream.of(
                        CorpusFile.of("PNG, wrong checksum of IHDR", flipped(full, end(full, "IHDR") - 1)),
                        CorpusFile.of("PNG, wrong checksum of the palette", wrongPaletteChecksum()),
                        CorpusFile.sameAs(
                                COLOR,
                                "PNG, wrong checksum of the pixels",
                                PngFiles.withChecksums(flipped(COLOR, end - 5))),
                        CorpusFile.sameAs(COLOR, "PNG without IEND", cut(COLOR, end)),
                        CorpusFile.sameAs(COLOR, "PNG, half an IEND", cut(COLOR, end + 6)),
                        CorpusFile.sameAs(COLOR, "PNG without its last checksum", cut(COLOR, end - 4)),
                        CorpusFile.sameAs(COLOR, "PNG, bytes after IEND", cut(COLOR, COLOR.size() + 100)),
                        CorpusFile.damaged("PNG, its last data byte missing", cut(COLOR, end - 9)),
                        CorpusFile.refused(
                                "PNG, its last tenth missing", cut(COLOR, end * 9 / 10), Reason.CORRUPT_IMAGE, ""),
                        CorpusFile.refused(
                                "PNG, its second half missing", cut(COLOR, end / 2), Reason.CORRUPT_IMAGE, ""),
                        CorpusFile.refused(
                                "PNG, interlaced, its second half missing", halfInterlaced(), Reason.CORRUPT_IMAGE, ""),
                        CorpusFile.of("PNG of no pixels", PngFiles.claiming(10, 10)),
                        CorpusFile.of("PNG of zero width", PngFiles.claiming(0, 10))));
    }

    private static ImageBytes halfInterlaced() {
        var png = saved(Scene.color(), "interlace=true");
        return cut(png, png.size() / 2);
    }

    private static ImageBytes wrongPaletteChecksum() {
        var png = saved(Scene.color(), "palette=true");
        return flipped(png, end(png, "PLTE") - 1);
    }

    private static int end(ImageBytes png, String type) {
        return Objects.requireNonNull(chunks(png).get(type));
    }

    private static SequencedMap<String, Integer> chunks(ImageBytes png) {
        var ends = new LinkedHashMap<String, Integer>();
        var bytes = ByteBuffer.wrap(png.array());
        for (var at = SIGNATURE; at < png.size(); ) {
            var type = new String(png.array(), at + 4, 4, StandardCharsets.US_ASCII);
            at += 12 + bytes.getInt(at);
            ends.put(type, at);
        }
        return ends;
    }

    private static ImageBytes flipped(ImageBytes png, int at) {
        var bytes = png.array().clone();
        bytes[at] ^= 0x55;
        return new ImageBytes(bytes);
    }

    private static ImageBytes cut(ImageBytes png, int size) {
        return new ImageBytes(Arrays.copyOf(png.array(), size));
    }

    // The same data in IDAT chunks of at most this size.
    private static ImageBytes split(ImageBytes png, int size) {
        var parts = new ArrayList<byte[]>();
        var bytes = ByteBuffer.wrap(png.array());
        parts.add(Arrays.copyOf(png.array(), SIGNATURE));
        for (var at = SIGNATURE; at < png.size(); at += 12 + bytes.getInt(at)) {
            var type = new String(png.array(), at + 4, 4, StandardCharsets.US_ASCII);
            var content = Arrays.copyOfRange(png.array(), at + 8, at + 8 + bytes.getInt(at));
            for (var part : type.equals("IDAT") ? parts(content, size) : List.of(content))
                parts.add(PngFiles.chunk(type, part));
        }
        return new ImageBytes(concat(parts.toArray(byte[][]::new)));
    }

    private static List<byte[]> parts(byte[] content, int size) {
        return IntStream.iterate(0, at -> at < content.length, at -> at + size)
                .mapToObj(at -> Arrays.copyOfRange(content, at, Math.min(at + size, content.length)))
                .toList();
    }
}
