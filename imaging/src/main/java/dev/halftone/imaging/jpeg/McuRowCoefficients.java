package dev.halftone.imaging.jpeg;

/// The coefficients of a row of MCUs in coding order. For each block: the difference of DC, the nonzero AC, and an
/// end of block, unless the block's last coefficient is nonzero.
///
/// | bits of an entry | |
/// | --- | --- |
/// | 0-11 | the coefficient plus [#ZERO]; of an end of block, 0 |
/// | 20-21 | the table that codes it |
/// | 24-31 | its index k in zigzag order; of an end of block, the index after the last coefficient |
final class McuRowCoefficients {
    /// Stands for the number 0.
    static final int ZERO = 1 << 11;

    static final int NUMBER = 0xFFF;
    static final int TABLE = 20;
    static final int INDEX = 24;

    // A DC difference and 63 coefficients.
    private static final int MAX_PER_BLOCK = 64;

    /// The first entry belongs to no block: it precedes all of them.
    int[] entries = new int[0];

    int size;

    /// The entry of a DC difference with index 0 and number 0, to which both are added.
    static int dc(int destination) {
        return destination << 1 << TABLE | ZERO;
    }

    /// The entry of an AC coefficient with index 0 and number 0.
    static int ac(int destination) {
        return dc(destination) | 1 << TABLE;
    }

    /// Begins a row of this many blocks.
    void begin(int blocks) {
        // After the last entry, one more is written before it is known to be 0.
        var needed = 1 + blocks * MAX_PER_BLOCK + 1;
        if (needed > entries.length) entries = new int[needed];
        size = 1;
    }
}
