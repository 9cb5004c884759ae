package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// Makes one block of two that lie side by side, or one above the other, or of four: half the samples in each of those
/// directions, without ever making samples (Dugad and Ahuja, "A fast scheme for image size change in the compressed
/// domain", 2001).
///
/// The lower half of a block's frequencies are the DCT of a block half as long. The DCT of two such that follow one
/// another is, for even frequencies, half the sum or difference of theirs, and for odd ones a matrix of four by four.
final class HalfBlock {
    private static final int SIDE = 8;
    private static final int LOW = 4;
    private static final int LARGEST = Blocks.LARGEST_AC;

    // By row p' for frequency p = 2p' + 1, and column u: what frequency u of the first block adds. That of the second
    // adds (-1)^(u + 1) times as much.
    private static final float[] ODD = odd();

    private final Halving halving;
    private final long low;
    private final QuantisationSteps from;
    // By place in rows.
    private final float[] scales = new float[Blocks.SIZE];
    // Top left, top right, bottom left, bottom right; in rows.
    private final float[][] sources = new float[4][Blocks.SIZE];
    // How many of their columns, from the left, are not all zeros.
    private int columns;

    HalfBlock(Halving halving, QuantisationSteps from, QuantisationSteps to) {
        this.halving = halving;
        this.from = from;
        this.low = low(halving);
        for (var k = 0; k < Blocks.SIZE; k++) scales[Zigzag.place(k)] = 1f / to.step(k);
    }

    // The bits of the coefficients that are still of use.
    private static long low(Halving halving) {
        var low = 0L;
        for (var k = 0; k < Blocks.SIZE; k++) {
            if ((!halving.down() || Zigzag.row(k) < LOW) && (!halving.across() || Zigzag.column(k) < LOW))
                low |= 1L << k;
        }
        return low;
    }

    private static float[] odd() {
        var matrix = new float[LOW * LOW];
        for (var p = 0; p < LOW; p++) {
            for (var u = 0; u < LOW; u++) matrix[p * LOW + u] = (float) (odd(2 * p + 1, u) * Math.sqrt(0.5));
        }
        return matrix;
    }

    // The inner product of the basis functions p of the DCT of eight, on its first four samples, and u of that of four.
    private static double odd(int p, int u) {
        var sum = 0.0;
        for (var x = 0; x < LOW; x++)
            sum += Math.cos((2 * x + 1) * p * Math.PI / 16) * Math.cos((2 * x + 1) * u * Math.PI / 8);
        return sum * Math.sqrt(u == 0 ? 0.25 : 0.5) / 2;
    }

    /// Fills a plane with what another becomes.
    void fill(Plane target, Plane source) {
        for (var row = 0; row < target.down(); row++) {
            for (var column = 0; column < target.across(); column++) make(row, column, target, source);
        }
    }

    private void make(int row, int column, Plane target, Plane source) {
        var top = halving.down() ? 2 * row : row;
        var left = halving.across() ? 2 * column : column;
        columns = 1;
        load(0, top, left, source);
        if (halving.across()) load(1, top, left + 1, source);
        if (halving.down()) load(2, top + 1, left, source);
        if (halving.across() && halving.down()) load(3, top + 1, left + 1, source);
        if (halving.down()) shortenDown();
        if (halving.across()) shortenAcross();
        store(target.blocks(), target.block(row, column));
    }

    // Behind the picture's end it goes on as in a mirror, which costs the fewest bits.
    private void load(int place, int row, int column, Plane source) {
        var values = sources[place];
        if (source.has(row, column)) dequantise(source.blocks(), source.block(row, column), values);
        else if (column < source.across()) mirror(sources[place - 2], values, SIDE);
        else mirror(sources[place - 1], values, 1);
    }

    private void dequantise(Blocks blocks, int block, float[] values) {
        Arrays.fill(values, 0);
        values[0] = blocks.dc[block] * from.step(0);
        for (var left = blocks.nonzero[block] & low; left != 0; left &= left - 1) {
            var k = Long.numberOfTrailingZeros(left);
            values[Zigzag.place(k)] = blocks.ac[block * Blocks.SIZE + k] * from.step(k);
            columns = Math.max(columns, Zigzag.column(k) + 1);
        }
    }

    private static void mirror(float[] original, float[] mirrored, int stride) {
        for (var i = 0; i < Blocks.SIZE; i++) mirrored[i] = (i / stride & 1) == 0 ? original[i] : -original[i];
    }

    // Into the place of the upper ones.
    private void shortenDown() {
        for (var side = 0; side < (halving.across() ? 2 : 1); side++) {
            for (var u = 0; u < columns; u++) combine(sources[side], sources[side + 2], u, SIDE);
        }
    }

    // Nine blocks of ten have nothing in their third and fourth column.
    private void shortenAcross() {
        for (var v = 0; v < Blocks.SIZE; v += SIDE) {
            if (columns > 2) combine(sources[0], sources[1], v, 1);
            else combineTwo(sources[0], sources[1], v);
        }
    }

    private static void combineTwo(float[] a, float[] b, int at) {
        var sum = a[at] + b[at];
        var d0 = a[at] - b[at];
        var d1 = a[at + 1] + b[at + 1];
        var e1 = a[at + 1] - b[at + 1];
        a[at] = sum / 2;
        a[at + 1] = d0 * ODD[0] + d1 * ODD[1];
        a[at + 2] = e1 / 2;
        a[at + 3] = d0 * ODD[4] + d1 * ODD[5];
        a[at + 5] = d0 * ODD[8] + d1 * ODD[9];
        a[at + 7] = d0 * ODD[12] + d1 * ODD[13];
    }

    // Into the place of the first one.
    private static void combine(float[] a, float[] b, int at, int stride) {
        var a0 = a[at];
        var a1 = a[at + stride];
        var a2 = a[at + 2 * stride];
        var a3 = a[at + 3 * stride];
        var b0 = b[at];
        var b1 = b[at + stride];
        var b2 = b[at + 2 * stride];
        var b3 = b[at + 3 * stride];
        a[at] = (a0 + b0) / 2;
        a[at + 2 * stride] = (a1 - b1) / 2;
        a[at + 4 * stride] = (a2 + b2) / 2;
        a[at + 6 * stride] = (a3 - b3) / 2;
        var d0 = a0 - b0;
        var d1 = a1 + b1;
        var d2 = a2 - b2;
        var d3 = a3 + b3;
        for (var p = 0; p < LOW; p++) {
            a[at + (2 * p + 1) * stride] =
                    d0 * ODD[p * LOW] + d1 * ODD[p * LOW + 1] + d2 * ODD[p * LOW + 2] + d3 * ODD[p * LOW + 3];
        }
    }

    private void store(Blocks blocks, int block) {
        var values = sources[0];
        blocks.dc[block] = (short) rounded(values[0] * scales[0]);
        values[0] = 0;
        var nonzero = 0L;
        for (var i = 0; i < Blocks.SIZE; i++) {
            var scaled = values[i] * scales[i];
            if (Math.abs(scaled) < 0.5f) continue;
            var k = Zigzag.index(i);
            blocks.ac[block * Blocks.SIZE + k] = (short) rounded(scaled);
            nonzero |= 1L << k;
        }
        blocks.nonzero[block] = nonzero;
    }

    private static int rounded(float value) {
        return Math.clamp((int) (value + Math.copySign(0.5f, value)), -LARGEST, LARGEST);
    }
}
