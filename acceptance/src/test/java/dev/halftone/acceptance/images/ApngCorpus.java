package dev.halftone.acceptance.images;

import static dev.halftone.imaging.JpegFiles.concat;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.PngFiles;
import dev.halftone.imaging.TestImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// Animated PNGs (PNG 3rd edition, clause 4.9), whose default image is a frame or is not.
final class ApngCorpus {
    private static final BufferedImage FIRST = Scene.color();
    private static final BufferedImage SECOND = Scene.grayAsRgb(Scene.WIDTH, Scene.HEIGHT);

    private ApngCorpus() {}

    static Stream<CorpusFile> files() {
        var cutOut = Scene.cutOut();
        return Stream.of(
                CorpusFile.of("APNG of equal frames", PngFiles.animated(TestImages.png(FIRST), 3)),
                CorpusFile.of("APNG of one frame", PngFiles.animated(TestImages.png(FIRST), 1)),
                CorpusFile.of("APNG and alpha", PngFiles.animated(TestImages.png(cutOut), 2)),
                CorpusFile.of(
                        "APNG whose default image is a frame",
                        new Apng(2).image(FIRST, true).frame(SECOND, 0, 0).done()),
                CorpusFile.of(
                        "APNG whose default image is no frame",
                        new Apng(2)
                                .image(SECOND, false)
                                .frame(FIRST, 0, 0)
                                .frame(SECOND, 0, 0)
                                .done()),
                CorpusFile.of(
                        "APNG whose only frame is not the default image",
                        new Apng(1).image(SECOND, false).frame(FIRST, 0, 0).done()),
                CorpusFile.of(
                        "APNG, alpha, whose default image is no frame",
                        new Apng(1)
                                .image(Scene.hardCutOut(), false)
                                .frame(cutOut, 0, 0)
                                .done()),
                CorpusFile.of(
                        "APNG whose first frame is a part",
                        new Apng(1)
                                .image(Scene.hardCutOut(), false)
                                .frame(part(cutOut), 20, 10)
                                .done()),
                CorpusFile.of(
                        "APNG with fewer frames than it tells",
                        new Apng(5).image(FIRST, true).frame(SECOND, 0, 0).done()),
                CorpusFile.of(
                        "APNG without frames", new Apng(0).image(FIRST, true).done()));
    }

    private static BufferedImage part(BufferedImage image) {
        return image.getSubimage(8, 4, 50, 40);
    }

    /// Writes chunk by chunk, from PNGs of the JDK.
    private static final class Apng {
        private static final int BEHIND_HEADER = 33;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final int frames;
        private int sequence;

        Apng(int frames) {
            this.frames = frames;
        }

        /// The default image, which all decoders show that know no animation.
        Apng image(BufferedImage image, boolean isFrame) {
            var png = TestImages.png(image);
            out.write(png.array(), 0, BEHIND_HEADER);
            out.writeBytes(PngFiles.chunk("acTL", numbers(frames, 0)));
            if (isFrame) control(image, 0, 0);
            out.writeBytes(PngFiles.chunk("IDAT", pixels(png)));
            return this;
        }

        Apng frame(BufferedImage image, int left, int top) {
            control(image, left, top);
            out.writeBytes(PngFiles.chunk("fdAT", concat(numbers(sequence++), pixels(TestImages.png(image)))));
            return this;
        }

        private void control(BufferedImage image, int left, int top) {
            var place = numbers(sequence++, image.getWidth(), image.getHeight(), left, top);
            out.writeBytes(PngFiles.chunk("fcTL", concat(place, new byte[] {0, 1, 0, 10, 0, 0})));
        }

        ImageBytes done() {
            out.writeBytes(PngFiles.chunk("IEND", new byte[0]));
            return new ImageBytes(out.toByteArray());
        }

        private static byte[] numbers(int... numbers) {
            var bytes = ByteBuffer.allocate(4 * numbers.length);
            for (var number : numbers) bytes.putInt(number);
            return bytes.array();
        }

        private static byte[] pixels(ImageBytes png) {
            var out = new ByteArrayOutputStream();
            var bytes = ByteBuffer.wrap(png.array());
            for (var at = 8; at < png.size(); at += 12 + bytes.getInt(at)) {
                var type = new String(png.array(), at + 4, 4, StandardCharsets.US_ASCII);
                if (type.equals("IDAT")) out.write(png.array(), at + 8, bytes.getInt(at));
            }
            return out.toByteArray();
        }
    }
}
