package dev.halftone.imaging;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/// An image of four quadrants, in samples as files store them.
final class QuadrantImage {
    static final int WIDTH = 48;
    static final int HEIGHT = 32;

    private final int bits;
    private final int[][] pixels;

    /// @param bits of a sample: 1, 2, 4, 8, 16 or 32
    /// @param pixels the samples of a pixel in each quadrant, clockwise from top left
    private QuadrantImage(int bits, int[]... pixels) {
        this.bits = bits;
        this.pixels = pixels;
    }

    static QuadrantImage of(int bits, int[]... pixels) {
        return new QuadrantImage(bits, pixels);
    }

    /// Pixels of one sample.
    static QuadrantImage ofSingleSamples(int bits, int... samples) {
        return new QuadrantImage(
                bits,
                IntStream.of(samples).mapToObj(sample -> new int[] {sample}).toArray(int[][]::new));
    }

    /// Black, dark, light and white; with 1 bit black, white, white and black.
    static QuadrantImage grays(int bits) {
        var max = max(bits);
        return bits == 1 ? ofSingleSamples(1, 0, 1, 1, 0) : ofSingleSamples(bits, 0, max / 3, max / 3 * 2, max);
    }

    /// Red, green, blue and white.
    static QuadrantImage colors(int bits) {
        var max = max(bits);
        return of(bits, new int[] {max, 0, 0}, new int[] {0, max, 0}, new int[] {0, 0, max}, new int[] {max, max, max});
    }

    /// The same with alpha after each pixel's samples: opaque, except in the last quadrant.
    QuadrantImage withAlpha() {
        return new QuadrantImage(
                bits,
                IntStream.range(0, 4)
                        .mapToObj(quarter -> with(pixels[quarter], quarter < 3 ? max(bits) : 0))
                        .toArray(int[][]::new));
    }

    /// The same with a sample after each pixel's that is not alpha: a selection saved by Photoshop. It covers
    /// the first quadrant only.
    QuadrantImage withSelection() {
        return new QuadrantImage(
                bits,
                IntStream.range(0, 4)
                        .mapToObj(quarter -> with(pixels[quarter], quarter == 0 ? max(bits) : 0))
                        .toArray(int[][]::new));
    }

    private static int[] with(int[] pixel, int sample) {
        var more = Arrays.copyOf(pixel, pixel.length + 1);
        more[pixel.length] = sample;
        return more;
    }

    // Samples of 32 bits are IEEE numbers, 0 to 1.
    private static int max(int bits) {
        return bits == 32 ? Float.floatToIntBits(1) : (1 << bits) - 1;
    }

    int bits() {
        return bits;
    }

    /// The bits of each sample of a pixel.
    int[] bitsOfSamples() {
        return IntStream.generate(() -> bits).limit(pixels[0].length).toArray();
    }

    /// All rows, each starting at a byte boundary.
    byte[] rows() {
        return block(0, 0, WIDTH, HEIGHT);
    }

    /// The rows of a part of the image.
    byte[] block(int left, int top, int width, int height) {
        return JpegFiles.concat(IntStream.range(top, top + height)
                .mapToObj(y -> row(left, left + width, 1, y))
                .toArray(byte[][]::new));
    }

    /// One sample of each pixel.
    QuadrantImage plane(int sample) {
        return ofSingleSamples(
                bits, IntStream.range(0, 4).map(i -> pixels[i][sample]).toArray());
    }

    /// All rows from the bottom up, each padded to four bytes.
    byte[] rowsOfBitmap() {
        return JpegFiles.concat(IntStream.range(0, HEIGHT)
                .mapToObj(y -> row(0, 1, HEIGHT - 1 - y))
                .map(row -> Arrays.copyOf(row, Math.ceilDiv(row.length, 4) * 4))
                .toArray(byte[][]::new));
    }

    /// Every `step`th pixel of a row from `start` on, the most significant bit and byte first.
    byte[] row(int start, int step, int y) {
        return row(start, WIDTH, step, y);
    }

    private byte[] row(int start, int end, int step, int y) {
        var out = new ByteArrayOutputStream();
        var held = 0L;
        var count = 0;
        for (var x = start; x < end; x += step) {
            for (var sample : pixel(x, y)) {
                held = held << bits | (sample & 0xFFFFFFFFL);
                for (count += bits; count >= 8; count -= 8) out.write((int) (held >> (count - 8)));
            }
        }
        if (count > 0) out.write((int) (held << (8 - count)));
        return out.toByteArray();
    }

    private int[] pixel(int x, int y) {
        var right = x >= WIDTH / 2;
        return y < HEIGHT / 2 ? pixels[right ? 1 : 0] : pixels[right ? 2 : 3];
    }

    /// Describes how an image of four quadrants looks: a letter for each, clockwise from top left. `R`, `G`,
    /// `B` for colors, `K`, `d`, `l`, `W` for black, dark, light and white, `.` for transparent, `?` for
    /// anything between.
    static final class QuadrantColors {
        private QuadrantColors() {}

        static String of(Recompressed.Done done) {
            return of(TestImages.decode(done));
        }

        static String of(BufferedImage picture) {
            var left = picture.getWidth() / 6;
            var right = picture.getWidth() - 1 - left;
            var top = picture.getHeight() / 6;
            var bottom = picture.getHeight() - 1 - top;
            return letter(picture, left, top)
                    + letter(picture, right, top)
                    + letter(picture, right, bottom)
                    + letter(picture, left, bottom);
        }

        // The JDK treats gray values as linear light, which they are in none of these files.
        private static String letter(BufferedImage picture, int x, int y) {
            if (picture.getColorModel().getNumColorComponents() > 1) return letter(picture.getRGB(x, y));
            var pixel = picture.getRaster().getPixel(x, y, new int[2]);
            var gray = pixel[0] >> (picture.getColorModel().getComponentSize(0) - 8);
            var alpha = picture.getColorModel().hasAlpha() ? pixel[1] : 0xFF;
            return letter(alpha << 24 | gray << 16 | gray << 8 | gray);
        }

        private static String letter(int argb) {
            if (argb >>> 24 < 24) return ".";
            if (argb >>> 24 < 232) return "?";
            var red = argb >> 16 & 0xFF;
            var green = argb >> 8 & 0xFF;
            var blue = argb & 0xFF;
            if (Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue)) < 32) return gray(green);
            if (red > green + 64 && red > blue + 64) return "R";
            if (green > red + 64 && green > blue + 64) return "G";
            return blue > red + 64 && blue > green + 64 ? "B" : "?";
        }

        private static String gray(int level) {
            if (level < 24) return "K";
            if (level > 231) return "W";
            if (level > 65 && level < 105) return "d";
            return level > 150 && level < 190 ? "l" : "?";
        }
    }
}
