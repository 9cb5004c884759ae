package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// Quantises coefficients that were calculated (T.81 A.3.4), a row of a block after the other: to the nearest, halves
/// towards zero.
final class Quantiser {
    private static final int SIDE = 8;
    private static final int LARGEST = Blocks.LARGEST_AC;
    // What is a half but for the last bits of its calculation is one.
    private static final float HALF = 0.50001f;

    // By place in rows.
    private final float[] scales = new float[Blocks.SIZE];
    // By row, the shortest step in it: of the first row, of its AC.
    private final float[] shortest = new float[SIDE];

    Quantiser(QuantisationSteps steps) {
        Arrays.fill(shortest, Float.MAX_VALUE);
        for (var k = 0; k < Blocks.SIZE; k++) {
            scales[Zigzag.place(k)] = 1f / steps.step(k);
            if (k > 0) shortest[Zigzag.row(k)] = Math.min(shortest[Zigzag.row(k)], steps.step(k));
        }
    }

    /// Whether all AC of a row becomes 0 that is in no place larger than this.
    boolean vanishes(int row, float largest) {
        return largest < shortest[row] * (1 - HALF);
    }

    /// Whether all AC of a block does.
    boolean vanishes(float largest) {
        var all = true;
        for (var row = 0; row < SIDE; row++) all &= vanishes(row, largest);
        return all;
    }

    short dc(float value) {
        return rounded(value * scales[0]);
    }

    /// Adds the AC of a row to a block.
    void row(int row, float[] values, Blocks blocks, int block) {
        var nonzero = 0L;
        for (var place = Math.max(1, row * SIDE); place < (row + 1) * SIDE; place++) {
            var scaled = values[place] * scales[place];
            if (Math.abs(scaled) <= HALF) continue;
            var k = Zigzag.index(place);
            blocks.ac[block * Blocks.SIZE + k] = rounded(scaled);
            nonzero |= 1L << k;
        }
        blocks.nonzero[block] |= nonzero;
    }

    private static short rounded(float value) {
        return (short) Math.clamp((int) (value + Math.copySign(1 - HALF, value)), -LARGEST, LARGEST);
    }
}
