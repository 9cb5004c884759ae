package dev.halftone.imaging;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A picture of four quarters, in samples as files hold them.
final class Quarters {
    static final int WIDTH = 48;
    static final int HEIGHT = 32;

    private final int bits;
    private final int[][] pixels;

    /// @param bits of a sample: 1, 2, 4, 8, 16 or 32
    /// @param pixels the samples of a pixel in each quarter, clockwise from top left
    private Quarters(int bits, int[]... pixels) {
        this.bits = bits;
        this.pixels = pixels;
    }

    static Quarters of(int bits, int[]... pixels) {
        return new Quarters(bits, pixels);
    }

    /// Pixels of one sample.
    static Quarters ofOne(int bits, int... samples) {
        return new Quarters(
                bits,
                IntStream.of(samples).mapToObj(sample -> new int[] {sample}).toArray(int[][]::new));
    }

    /// Black, dark, light and white; of 1 bit black, white, white and black.
    static Quarters greys(int bits) {
        var most = most(bits);
        return bits == 1 ? ofOne(1, 0, 1, 1, 0) : ofOne(bits, 0, most / 3, most / 3 * 2, most);
    }

    /// Red, green, blue and white.
    static Quarters colours(int bits) {
        var most = most(bits);
        return of(bits, new int[] {most, 0, 0}, new int[] {0, most, 0}, new int[] {0, 0, most}, new int[] {
            most, most, most
        });
    }

    /// The same with alpha behind each pixel's samples: opaque, but for the last quarter.
    Quarters withAlpha() {
        return new Quarters(
                bits,
                IntStream.range(0, 4)
                        .mapToObj(quarter -> with(pixels[quarter], quarter < 3 ? most(bits) : 0))
                        .toArray(int[][]::new));
    }

    private static int[] with(int[] pixel, int sample) {
        var more = Arrays.copyOf(pixel, pixel.length + 1);
        more[pixel.length] = sample;
        return more;
    }

    private static int most(int bits) {
        return (1 << bits) - 1;
    }

    int bits() {
        return bits;
    }

    /// How many bits each sample of a pixel has.
    int[] bitsOfSamples() {
        return IntStream.generate(() -> bits).limit(pixels[0].length).toArray();
    }

    /// All rows, each from a byte of its own on.
    byte[] rows() {
        return Jpegs.joined(
                IntStream.range(0, HEIGHT).mapToObj(y -> row(0, 1, y)).toArray(byte[][]::new));
    }

    /// All rows from the bottom up, each of a multiple of four bytes.
    byte[] rowsOfBitmap() {
        return Jpegs.joined(IntStream.range(0, HEIGHT)
                .mapToObj(y -> row(0, 1, HEIGHT - 1 - y))
                .map(row -> Arrays.copyOf(row, Math.ceilDiv(row.length, 4) * 4))
                .toArray(byte[][]::new));
    }

    /// Each `step`th pixel of a row from `start` on, the most significant bit and byte first.
    byte[] row(int start, int step, int y) {
        var out = new ByteArrayOutputStream();
        var held = 0L;
        var count = 0;
        for (var x = start; x < WIDTH; x += step) {
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
}
