package dev.halftone.acceptance.images;

import dev.halftone.imaging.SampleImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// BMPs of every header, depth and compression.
final class BmpCorpus {
    private static final BufferedImage COLOR = Scene.color(61, 40);
    private static final BufferedImage CUT_OUT = Scene.cutOut(61, 40);
    private static final int WIDTH = 61;
    private static final int HEIGHT = 40;
    private static final int[] HEADERS = {40, 52, 56, 64, 108, 124};
    private static final BmpRuns RUNS = new BmpRuns(COLOR);
    private static final int[] RGB_MASKS = {0xFF0000, 0xFF00, 0xFF};

    private BmpCorpus() {}

    static Stream<CorpusFile> files() {
        return Stream.of(samples(), indexed(), trueColor(), alpha(), runs(), headers())
                .flatMap(files -> files);
    }

    private static Stream<CorpusFile> samples() {
        return SampleImages.BMPS.stream().map(sample -> CorpusFile.of("Quarters: " + sample, sample.bytes()));
    }

    private static BmpWriter bmp(int headerSize, int bits) {
        return BmpWriter.of(headerSize, WIDTH, HEIGHT, bits);
    }

    private static Stream<CorpusFile> indexed() {
        return IntStream.of(1, 2, 4, 8).boxed().flatMap(bits -> {
            var count = 1 << bits;
            IntUnaryOperator index = rgb -> ((rgb >> 8 & 0xFF) * (count - 1) + 127) / 255;
            var pixels = rows(bits, index);
            var grays = IntStream.range(0, count)
                    .map(i -> 255 * i / (count - 1) * 0x010101)
                    .toArray();
            var colors = IntStream.range(0, count)
                    .map(i -> (255 * i / (count - 1)) << 16 | 0x4000 | (255 - 255 * i / (count - 1)))
                    .toArray();
            var name = "BMP, " + bits + " bits";
            return Stream.of(
                    CorpusFile.of(
                            name + " of gray", bmp(40, bits).palette(grays).of(pixels)),
                    CorpusFile.of(
                            name + " of color", bmp(40, bits).palette(colors).of(pixels)),
                    CorpusFile.of(
                            name + " of color, OS/2",
                            bmp(12, bits).palette(colors).of(pixels)),
                    CorpusFile.of(
                            name + " of color, version 5",
                            bmp(124, bits).palette(colors).of(pixels)),
                    CorpusFile.of(
                            name + ", default number of colors",
                            bmp(40, bits).palette(colors).colorsUsed(0).of(pixels)),
                    CorpusFile.of(
                            name + ", short palette",
                            bmp(40, bits)
                                    .palette(Arrays.copyOf(colors, Math.max(2, count * 3 / 4)))
                                    .of(pixels)),
                    CorpusFile.of(
                            name + ", too many colors",
                            bmp(40, bits)
                                    .palette(Arrays.copyOf(colors, count + 3))
                                    .of(pixels)),
                    CorpusFile.of(
                            name + ", from the top",
                            bmp(40, bits).palette(colors).topDown().of(pixels)));
        });
    }

    private static Stream<CorpusFile> trueColor() {
        var rgb16 = rows(16, rgb -> (rgb >> 19 & 31) << 10 | (rgb >> 11 & 31) << 5 | (rgb >> 3 & 31));
        var rgb565 = rows(16, rgb -> (rgb >> 19 & 31) << 11 | (rgb >> 10 & 63) << 5 | (rgb >> 3 & 31));
        var rgb24 = rows(24, rgb -> rgb);
        var rgb32 = rows(32, rgb -> rgb & 0xFFFFFF);
        var swapped = rows(32, rgb -> (rgb & 0xFF) << 24 | (rgb & 0xFF00) << 8 | (rgb >> 8 & 0xFF00));
        return Stream.concat(
                IntStream.of(HEADERS)
                        .boxed()
                        .flatMap(header -> Stream.of(
                                CorpusFile.of(
                                        "BMP, 24 bits, header of " + header,
                                        bmp(header, 24).of(rgb24)),
                                CorpusFile.of(
                                        "BMP, 32 bits, header of " + header,
                                        bmp(header, 32).of(rgb32)),
                                CorpusFile.of(
                                        "BMP, 32 bits, masks, header of " + header,
                                        bmp(header, 32).masks(RGB_MASKS).of(rgb32)))),
                Stream.of(
                        CorpusFile.of("BMP, 24 bits, OS/2", bmp(12, 24).of(rgb24)),
                        CorpusFile.of(
                                "BMP, 24 bits, OS/2 version 2, short",
                                bmp(16, 24).of(rgb24)),
                        CorpusFile.of(
                                "BMP, 24 bits, from the top",
                                bmp(40, 24).topDown().of(rgb24)),
                        CorpusFile.of(
                                "BMP, 32 bits, from the top",
                                bmp(40, 32).topDown().of(rgb32)),
                        CorpusFile.of("BMP, 16 bits", bmp(40, 16).of(rgb16)),
                        CorpusFile.of(
                                "BMP, 16 bits, masks 565",
                                bmp(40, 16).masks(0xF800, 0x7E0, 0x1F).of(rgb565)),
                        CorpusFile.of(
                                "BMP, 16 bits, masks 565, version 5",
                                bmp(124, 16).masks(0xF800, 0x7E0, 0x1F).of(rgb565)),
                        CorpusFile.of(
                                "BMP, 16 bits, masks 555",
                                bmp(40, 16).masks(0x7C00, 0x3E0, 0x1F).of(rgb16)),
                        CorpusFile.of(
                                "BMP, 32 bits, masks in another order",
                                bmp(40, 32).masks(0xFF00, 0xFF0000, 0xFF000000).of(swapped)),
                        CorpusFile.of(
                                "BMP, 32 bits, masks of ten bits",
                                bmp(40, 32)
                                        .masks(0x3FF00000, 0xFFC00, 0x3FF)
                                        .of(rows(
                                                32,
                                                rgb -> (rgb >> 16 & 0xFF) << 22
                                                        | (rgb >> 8 & 0xFF) << 12
                                                        | (rgb & 0xFF) << 2))),
                        CorpusFile.of("BMP, file size 0", bmp(40, 24).ofUnknownSize(rgb24)),
                        CorpusFile.damaged(
                                "BMP, 24 bits, its last row missing",
                                bmp(40, 24).of(Arrays.copyOf(rgb24, rgb24.length - 184))),
                        CorpusFile.damaged(
                                "BMP, 24 bits, its second half missing",
                                bmp(40, 24).of(Arrays.copyOf(rgb24, rgb24.length / 2))),
                        CorpusFile.of(
                                "BMP, 24 bits, a palette",
                                bmp(40, 24).palette(0, 0xFFFFFF).of(rgb24)),
                        CorpusFile.of(
                                "BMP, bytes behind its end", bmp(40, 24).of(Arrays.copyOf(rgb24, rgb24.length + 50)))));
    }

    private static Stream<CorpusFile> alpha() {
        var argb = rows(CUT_OUT, 32, pixel -> pixel);
        var zero = rows(32, rgb -> rgb & 0xFFFFFF);
        return IntStream.of(40, 56, 108, 124)
                .boxed()
                .flatMap(header -> Stream.of(
                        CorpusFile.of(
                                "BMP, alpha, header of " + header,
                                bmp(header, 32).of(argb)),
                        CorpusFile.of(
                                "BMP, alpha by a mask, header of " + header,
                                bmp(header, 32)
                                        .masks(0xFF0000, 0xFF00, 0xFF, 0xFF000000)
                                        .of(argb)),
                        CorpusFile.of(
                                "BMP, alpha of zero everywhere, header of " + header,
                                bmp(header, 32)
                                        .masks(0xFF0000, 0xFF00, 0xFF, 0xFF000000)
                                        .of(zero))));
    }

    private static Stream<CorpusFile> runs() {
        var colors = IntStream.range(0, 256)
                .map(i -> ((i >> 4) * 17) << 16 | 0x5000 | (i & 15) * 17)
                .toArray();
        var palette16 = Arrays.copyOf(
                IntStream.range(0, 16)
                        .map(i -> (i * 17) << 16 | 0x6000 | (255 - i * 17))
                        .toArray(),
                16);
        return Stream.of(
                CorpusFile.of(
                        "BMP, RLE8", bmp(40, 8).compressed(1).palette(colors).of(RUNS.runs8(0))),
                CorpusFile.of(
                        "BMP, RLE8, absolute runs",
                        bmp(40, 8).compressed(1).palette(colors).of(RUNS.absolute8())),
                CorpusFile.of(
                        "BMP, RLE8, skipped pixels",
                        bmp(40, 8).compressed(1).palette(colors).of(RUNS.runs8(20))),
                CorpusFile.of(
                        "BMP, RLE8, deltas",
                        bmp(40, 8).compressed(1).palette(colors).of(RUNS.deltas())),
                CorpusFile.damaged(
                        "BMP, RLE8, early end",
                        bmp(40, 8).compressed(1).palette(colors).of(Arrays.copyOf(RUNS.runs8(0), 300))),
                CorpusFile.of(
                        "BMP, RLE8, version 5",
                        bmp(124, 8).compressed(1).palette(colors).of(RUNS.runs8(0))),
                CorpusFile.of(
                        "BMP, RLE4", bmp(40, 4).compressed(2).palette(palette16).of(RUNS.runs4())));
    }

    private static Stream<CorpusFile> headers() {
        var rgb24 = rows(24, rgb -> rgb);
        return Stream.of(
                CorpusFile.of(
                        "BMP of zero width", BmpWriter.of(40, 0, HEIGHT, 24).of(rgb24)),
                CorpusFile.of(
                        "BMP of negative width",
                        BmpWriter.of(40, -WIDTH, HEIGHT, 24).of(rgb24)),
                CorpusFile.of("BMP, 1x1", BmpWriter.of(40, 1, 1, 24).of(new byte[] {10, 20, (byte) 200, 0})),
                CorpusFile.of(
                        "BMP, unknown compression", bmp(40, 24).compressed(9).of(rgb24)),
                CorpusFile.damaged("BMP, no pixels", bmp(40, 24).of(new byte[0])));
    }

    private static byte[] rows(int bits, IntUnaryOperator sample) {
        return rows(COLOR, bits, sample);
    }

    // From the bottom, each padded to four bytes; samples of a byte or more are little-endian.
    private static byte[] rows(BufferedImage image, int bits, IntUnaryOperator sample) {
        var out = new ByteArrayOutputStream();
        for (var y = HEIGHT - 1; y >= 0; y--) {
            var start = out.size();
            var held = 0;
            for (var x = 0; x < WIDTH; x++) {
                var value = sample.applyAsInt(image.getRGB(x, y));
                if (bits >= 8) for (var i = 0; i < bits; i += 8) out.write(value >> i);
                else {
                    held = held << bits | value;
                    var used = (x + 1) * bits % 8;
                    if (used == 0) out.write(held);
                    else if (x == WIDTH - 1) out.write(held << (8 - used));
                }
            }
            while ((out.size() - start) % 4 != 0) out.write(0);
        }
        return out.toByteArray();
    }
}
