package dev.halftone.imaging.jpeg;

/// Converts coefficients from one quantization to a coarser one, rounded to the nearest, halves towards zero. Both
/// neighbors of a half are equally near, and the smaller one costs fewer bits. If the source's steps are half as
/// long, like those of quality 75 for 50, every odd coefficient is a half.
///
/// A number n becomes n * from / to, computed as n * multiplier / 2^20. The multiplier is always too small, by at
/// most 1, so that halves round towards zero. Nothing else changes: the error is at most |n| / 2^20, and a value
/// above a half exceeds it by at least 1 / (2 * to), where |n| < 2^11 and to < 2^8. Steps longer than a byte are
/// always the source's own, and then there are no halves.
final class Requantizer {
    private static final int SHIFT = 20;
    private static final int HALF = 1 << (SHIFT - 1);

    /// By index in zigzag order. 0 after the end of a block, so that a decoder may read on before it checks.
    final int[] multipliers = new int[256];

    Requantizer(QuantizationTable from, QuantizationTable to) {
        for (var k = 0; k < CoefficientBlocks.SIZE; k++)
            multipliers[k] = (int) Math.ceilDiv((long) from.step(k) << SHIFT, Math.max(1, to.step(k))) - 1;
    }

    /// Requantizes a number of magnitude up to 2047.
    int requantize(int number, int k) {
        return scale(number, multipliers[k]);
    }

    /// The largest magnitude that becomes 0 at every AC index.
    int zeroThreshold() {
        var threshold = 0;
        while (threshold < CoefficientBlocks.MAX_AC && isZeroed(threshold + 1)) threshold++;
        return threshold;
    }

    private boolean isZeroed(int magnitude) {
        var largest = 0;
        for (var k = 1; k < CoefficientBlocks.SIZE; k++) largest = Math.max(largest, requantize(magnitude, k));
        return largest == 0;
    }

    static int scale(int number, int multiplier) {
        return (number * multiplier + HALF) >> SHIFT;
    }
}
