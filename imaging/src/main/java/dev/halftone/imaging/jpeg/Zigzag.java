package dev.halftone.imaging.jpeg;

/// The zigzag order of a block's coefficients (T.81 A.3.6, figure A.6).
final class Zigzag {
    private static final int[] PLACES = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };
    private static final int[] INDICES = new int[64];

    static {
        for (var k = 0; k < 64; k++) INDICES[PLACES[k]] = k;
    }

    private Zigzag() {}

    /// Where the coefficient of an index stands in its block: 8 times its row (vertical frequency) plus its column.
    static int place(int k) {
        return PLACES[k];
    }

    static int row(int k) {
        return PLACES[k] >> 3;
    }

    static int column(int k) {
        return PLACES[k] & 7;
    }

    /// The index of the coefficient at a place.
    static int index(int place) {
        return INDICES[place];
    }

    /// The index of the coefficient whose row and column are this one's column and row.
    static int transposed(int k) {
        return index(8 * column(k) + row(k));
    }
}
