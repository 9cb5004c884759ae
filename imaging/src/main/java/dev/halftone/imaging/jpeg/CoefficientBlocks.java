package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// The coefficients of many blocks.
final class CoefficientBlocks {
    /// Coefficients per block, in zigzag order. The first one, DC, is not used.
    static final int SIZE = 64;

    /// 8-bit samples give no larger AC coefficients (T.81 F.1.2.2.1).
    static final int MAX_AC = 1023;

    /// DC, by block. Stored separately, because half of a progressive JPEG's scans contain only DC and then
    /// pass over it quickly.
    short[] dc = new short[0];
    /// By block: a bit for each AC coefficient that is not 0.
    long[] nonzero = new long[0];
    /// The coefficients, 64 a block. Only those whose bit is set are valid.
    short[] ac = new short[0];

    /// The size of a block: its coefficients, its DC, and the bits.
    static final int BYTES_PER_BLOCK = SIZE * Short.BYTES + Short.BYTES + Long.BYTES;

    /// Gives the memory back.
    void free() {
        dc = new short[0];
        nonzero = new long[0];
        ac = new short[0];
    }

    /// Makes room for this many blocks, all zeros.
    void clear(int blocks) {
        if (blocks > dc.length) {
            dc = new short[blocks];
            nonzero = new long[blocks];
            ac = new short[blocks * SIZE];
        } else {
            Arrays.fill(dc, 0, blocks, (short) 0);
            Arrays.fill(nonzero, 0, blocks, 0);
        }
    }

    /// The bits of the coefficients from one index to before another.
    static long mask(int from, int end) {
        return from >= end ? 0 : -1L >>> (SIZE - (end - from)) << from;
    }

    /// The zigzag order of a block's coefficients (T.81 A.3.6, figure A.6).
    static final class Zigzag {
        private static final int[] NATURAL_ORDER = {
            0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
            14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
            53, 60, 61, 54, 47, 55, 62, 63
        };
        private static final int[] ZIGZAG_ORDER = new int[64];

        static {
            for (var k = 0; k < 64; k++) ZIGZAG_ORDER[NATURAL_ORDER[k]] = k;
        }

        private Zigzag() {}

        /// The position of a coefficient in its block: 8 times its row (vertical frequency) plus its column.
        static int toNatural(int k) {
            return NATURAL_ORDER[k];
        }

        static int row(int k) {
            return NATURAL_ORDER[k] >> 3;
        }

        static int column(int k) {
            return NATURAL_ORDER[k] & 7;
        }

        /// The zigzag index of the coefficient at a position.
        static int toZigzag(int position) {
            return ZIGZAG_ORDER[position];
        }

        /// The zigzag index of the coefficient with row and column swapped.
        static int transposed(int k) {
            return toZigzag(8 * column(k) + row(k));
        }
    }
}
