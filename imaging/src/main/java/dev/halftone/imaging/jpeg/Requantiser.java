package dev.halftone.imaging.jpeg;

/// Turns coefficients of one quantisation into those of a coarser one, rounded to the nearest, halves towards zero:
/// both
/// neighbours of a half are as near, and the smaller one costs fewer bits. Of a source whose steps are half as long, as
/// those of quality 75 are for 50, every odd coefficient is one.
///
/// A magnitude m becomes m * from / to, here m * multiplier / 2^20. The multiplier is rounded down, which takes less
/// than
/// m / 2^20: too little to reach the next half, which is at least 1 / (2 * to) away, as long as m < 2^11 and to < 2^8.
/// Steps longer than a byte are always the source's own: then the multiplier is exact.
final class Requantiser {
    private static final int SHIFT = 20;
    private static final int BELOW_HALF = (1 << (SHIFT - 1)) - 1;

    /// By index in zigzag order; 0 for what lies behind a block, so that a decoder may read on before it looks.
    final int[] multipliers = new int[256];

    Requantiser(QuantisationSteps from, QuantisationSteps to) {
        for (var k = 0; k < 64; k++) multipliers[k] = (int) (((long) from.step(k) << SHIFT) / Math.max(1, to.step(k)));
    }

    /// The magnitude of a coefficient, which is at most 2047.
    int requantised(int magnitude, int k) {
        return scaled(magnitude, multipliers[k]);
    }

    static int scaled(int magnitude, int multiplier) {
        return (magnitude * multiplier + BELOW_HALF) >>> SHIFT;
    }
}
