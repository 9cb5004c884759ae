package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// Room for the coefficients of many blocks.
final class Blocks {
    /// Coefficients of a block, in zigzag order; of the first, DC, there is no use.
    static final int SIZE = 64;

    /// Samples of 8 bits make no larger AC coefficients (T.81 F.1.2.2.1).
    static final int LARGEST_AC = 1023;

    /// DC, by block. By itself, as half of a progressive JPEG's scans are of nothing else, and go over them quickly
    /// then.
    short[] dc = new short[0];
    /// By block: the bit of each AC coefficient that is not 0.
    long[] nonzero = new long[0];
    /// The coefficients themselves, 64 a block. Only those whose bit is set mean anything.
    short[] ac = new short[0];

    /// Makes room for so many blocks, all of zeros.
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
    static long between(int from, int end) {
        return from >= end ? 0 : -1L >>> (SIZE - (end - from)) << from;
    }
}
