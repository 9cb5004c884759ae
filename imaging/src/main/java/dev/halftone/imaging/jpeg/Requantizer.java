package dev.halftone.imaging.jpeg;

/// Turns coefficients of one quantisation into those of a coarser one, rounded to the nearest, halves towards
/// zero: both neighbours of a half are as near, and the smaller one costs fewer bits. Of a source whose steps are
/// half as long, as those of quality 75 are for 50, every odd coefficient is one.
///
/// A number n becomes n * from / to, here n * multiplier / 2^20. The multiplier is always less than it should be,
/// by 1 at the most, so that halves fall to the side of zero. Nothing else does: that takes |n| / 2^20 at the most,
/// and what is more than a half is so by at least 1 / (2 * to), where |n| < 2^11 and to < 2^8. Steps longer than a
/// byte are always the source's own, and there are no halves then.
final class Requantizer {
    private static final int SHIFT = 20;
    private static final int HALF = 1 << (SHIFT - 1);

    /// By index in zigzag order; 0 for what lies behind a block, so that a decoder may read on before it looks.
    final int[] multipliers = new int[256];

    Requantizer(QuantizationTable from, QuantizationTable to) {
        for (var k = 0; k < CoefficientBlocks.SIZE; k++)
            multipliers[k] = (int) Math.ceilDiv((long) from.step(k) << SHIFT, Math.max(1, to.step(k))) - 1;
    }

    /// Of a number whose magnitude is at most 2047.
    int requantize(int number, int k) {
        return scale(number, multipliers[k]);
    }

    /// The largest magnitude that becomes 0 at any index of AC.
    int zeroThreshold() {
        var vanishing = 0;
        while (vanishing < CoefficientBlocks.MAX_AC && isZeroed(vanishing + 1)) vanishing++;
        return vanishing;
    }

    private boolean isZeroed(int magnitude) {
        var most = 0;
        for (var k = 1; k < CoefficientBlocks.SIZE; k++) most = Math.max(most, requantize(magnitude, k));
        return most == 0;
    }

    static int scale(int number, int multiplier) {
        return (number * multiplier + HALF) >> SHIFT;
    }
}
