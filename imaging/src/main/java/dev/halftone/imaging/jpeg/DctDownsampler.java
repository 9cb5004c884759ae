package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// Merges two blocks side by side, two above each other, or four, into one. This halves the samples in those
/// directions without ever computing samples (Dugad and Ahuja, "A fast scheme for image size change in the compressed
/// domain", 2001).
///
/// The lower half of a block's frequencies is the DCT of a block of half the length. For two such blocks in a row,
/// the even frequencies of the merged DCT are half the sum or difference of theirs. The odd ones are a 4 by 4 matrix.
final class DctDownsampler {
    private static final int SIDE = 8;
    private static final int LOW = 4;

    // By row p' for frequency p = 2p' + 1, and column u: what frequency u of the first block adds. The second
    // block adds (-1)^(u + 1) times as much. No entry exceeds a half.
    private static final float[] ODD = odd();

    private final ChromaSubsampling chromaSubsampling;
    // Bit masks: the coefficients that are used, and of those, the ones beyond the first and second column.
    private final long low;
    private final long beyondFirst = bits(0, SIDE, 1, SIDE);
    private final long beyondSecond = bits(0, SIDE, 2, SIDE);
    private final QuantizationTable from;
    private final Quantizer to;
    // Top left, top right, bottom left, bottom right; row by row.
    private final float[][] sources = new float[4][CoefficientBlocks.SIZE];
    // The bits of AC coefficients that any source has.
    private long nonzero;

    DctDownsampler(ChromaSubsampling chromaSubsampling, QuantizationTable from, QuantizationTable to) {
        this.chromaSubsampling = chromaSubsampling;
        this.low = bits(0, chromaSubsampling.vertical() ? LOW : SIDE, 0, chromaSubsampling.horizontal() ? LOW : SIDE);
        this.from = from;
        this.to = new Quantizer(to);
    }

    private static long bits(int fromRow, int toRow, int fromColumn, int toColumn) {
        var bits = 0L;
        for (var row = fromRow; row < toRow; row++) {
            for (var column = fromColumn; column < toColumn; column++)
                bits |= 1L << CoefficientBlocks.Zigzag.toZigzag(row * SIDE + column);
        }
        return bits;
    }

    private static float[] odd() {
        var matrix = new float[LOW * LOW];
        for (var p = 0; p < LOW; p++) {
            for (var u = 0; u < LOW; u++) matrix[p * LOW + u] = (float) (odd(2 * p + 1, u) * Math.sqrt(0.5));
        }
        return matrix;
    }

    // The inner product of two basis functions: p of the DCT of eight, over its first four samples, and u of
    // the DCT of four.
    private static double odd(int p, int u) {
        var sum = 0.0;
        for (var x = 0; x < LOW; x++)
            sum += Math.cos((2 * x + 1) * p * Math.PI / 16) * Math.cos((2 * x + 1) * u * Math.PI / 8);
        return sum * Math.sqrt(u == 0 ? 0.25 : 0.5) / 2;
    }

    /// Downsamples a plane into another, which must be all zeros.
    void downsample(Plane target, Plane source) {
        for (var row = 0; row < target.rows(); row++) {
            for (var column = 0; column < target.columns(); column++) {
                load(
                        chromaSubsampling.vertical() ? 2 * row : row,
                        chromaSubsampling.horizontal() ? 2 * column : column,
                        source);
                if (isFlat()) storeFlat(target.coefficientBlocks(), target.blockIndex(row, column));
                else combineBlocks(target.coefficientBlocks(), target.blockIndex(row, column));
            }
        }
    }

    private void load(int top, int left, Plane source) {
        nonzero = 0;
        load(0, top, left, source);
        if (chromaSubsampling.horizontal()) load(1, top, left + 1, source);
        if (chromaSubsampling.vertical()) load(2, top + 1, left, source);
        if (chromaSubsampling.horizontal() && chromaSubsampling.vertical()) load(3, top + 1, left + 1, source);
    }

    // Beyond the edge the image is mirrored, which costs the fewest bits.
    private void load(int position, int row, int column, Plane source) {
        var values = sources[position];
        if (source.contains(row, column))
            dequantize(source.coefficientBlocks(), source.blockIndex(row, column), values);
        else if (column < source.columns()) mirror(sources[position - 2], values, SIDE);
        else mirror(sources[position - 1], values, 1);
    }

    private void dequantize(CoefficientBlocks coefficientBlocks, int block, float[] values) {
        var present = coefficientBlocks.nonzero[block] & low;
        nonzero |= present;
        Arrays.fill(values, 0);
        values[0] = coefficientBlocks.dc[block] * from.step(0);
        for (var left = present; left != 0; left &= left - 1) {
            var k = Long.numberOfTrailingZeros(left);
            values[CoefficientBlocks.Zigzag.toNatural(k)] =
                    coefficientBlocks.ac[block * CoefficientBlocks.SIZE + k] * from.step(k);
        }
    }

    private static void mirror(float[] original, float[] mirrored, int stride) {
        for (var i = 0; i < CoefficientBlocks.SIZE; i++)
            mirrored[i] = (i / stride & 1) == 0 ? original[i] : -original[i];
    }

    // Four blocks with only DC, so similar that the merged block has only DC, too: none of its AC exceeds a
    // quarter of the sum of their differences.
    private boolean isFlat() {
        if (nonzero != 0 || !chromaSubsampling.horizontal() || !chromaSubsampling.vertical()) return false;
        var a = sources[0][0];
        var b = sources[1][0];
        var c = sources[2][0];
        var d = sources[3][0];
        return to.isZeroed((Math.abs(a - b) + Math.abs(c - d) + Math.abs(a - c) + Math.abs(b - d)) / 4);
    }

    private void storeFlat(CoefficientBlocks coefficientBlocks, int block) {
        coefficientBlocks.dc[block] =
                to.quantizeDc((sources[0][0] + sources[1][0] + sources[2][0] + sources[3][0]) / 4);
    }

    private void combineBlocks(CoefficientBlocks coefficientBlocks, int block) {
        var columns = columns();
        if (chromaSubsampling.vertical()) {
            mergeVertically(sources[0], sources[2], columns);
            if (chromaSubsampling.horizontal()) mergeVertically(sources[1], sources[3], columns);
        }
        for (var row = 0; row < SIDE; row++) {
            if (row > 0 && to.isZeroed(row, largest(row, columns))) continue;
            if (chromaSubsampling.horizontal()) mergeHorizontally(row * SIDE, columns);
            if (row == 0) coefficientBlocks.dc[block] = to.quantizeDc(sources[0][0]);
            to.quantizeRow(row, sources[0], coefficientBlocks, block);
        }
    }

    // The number of leftmost columns to process: most blocks have nothing in their third and fourth.
    private int columns() {
        if ((nonzero & beyondSecond) != 0) return chromaSubsampling.horizontal() ? LOW : SIDE;
        return (nonzero & beyondFirst) == 0 ? 1 : 2;
    }

    // An upper bound for the coefficients of a row after it has been merged horizontally.
    private float largest(int row, int columns) {
        var sum = 0f;
        for (var i = row * SIDE; i < row * SIDE + columns; i++) {
            sum += Math.abs(sources[0][i]);
            if (chromaSubsampling.horizontal()) sum += Math.abs(sources[1][i]);
        }
        return chromaSubsampling.horizontal() ? sum / 2 : sum;
    }

    // The result replaces the first block.
    private static void mergeVertically(float[] upper, float[] lower, int columns) {
        for (var column = 0; column < columns; column++) combine(upper, lower, column, SIDE);
    }

    private void mergeHorizontally(int at, int columns) {
        if (columns > 2) combine(sources[0], sources[1], at, 1);
        else combineTwo(sources[0], sources[1], at);
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

    /// Quantizes computed coefficients (T.81 A.3.4), row by row: to the nearest, halves towards zero.
    static final class Quantizer {
        private static final int SIDE = 8;
        private static final int MAX = CoefficientBlocks.MAX_AC;
        // A value that differs from a half only by rounding errors counts as a half.
        private static final float HALF = 0.50001f;

        // By position, row by row.
        private final float[] scales = new float[CoefficientBlocks.SIZE];
        // By row, its smallest step; in the first row, that of its AC.
        private final float[] shortest = new float[SIDE];

        Quantizer(QuantizationTable steps) {
            Arrays.fill(shortest, Float.MAX_VALUE);
            for (var k = 0; k < CoefficientBlocks.SIZE; k++) {
                scales[CoefficientBlocks.Zigzag.toNatural(k)] = 1f / steps.step(k);
                if (k > 0)
                    shortest[CoefficientBlocks.Zigzag.row(k)] =
                            Math.min(shortest[CoefficientBlocks.Zigzag.row(k)], steps.step(k));
            }
        }

        /// Whether all AC of a row becomes 0, if none of it exceeds this.
        boolean isZeroed(int row, float largest) {
            return largest < shortest[row] * (1 - HALF);
        }

        /// Whether all AC of a block becomes 0, if none of it exceeds this.
        boolean isZeroed(float largest) {
            var all = true;
            for (var row = 0; row < SIDE; row++) all &= isZeroed(row, largest);
            return all;
        }

        short quantizeDc(float value) {
            return round(value * scales[0]);
        }

        /// Adds the AC of a row to a block.
        void quantizeRow(int row, float[] values, CoefficientBlocks coefficientBlocks, int block) {
            var nonzero = 0L;
            for (var position = Math.max(1, row * SIDE); position < (row + 1) * SIDE; position++) {
                var scaled = values[position] * scales[position];
                if (Math.abs(scaled) <= HALF) continue;
                var k = CoefficientBlocks.Zigzag.toZigzag(position);
                coefficientBlocks.ac[block * CoefficientBlocks.SIZE + k] = round(scaled);
                nonzero |= 1L << k;
            }
            coefficientBlocks.nonzero[block] |= nonzero;
        }

        private static short round(float value) {
            return (short) Math.clamp((int) (value + Math.copySign(1 - HALF, value)), -MAX, MAX);
        }
    }
}
