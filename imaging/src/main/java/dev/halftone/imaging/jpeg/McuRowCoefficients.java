package dev.halftone.imaging.jpeg;

/// The coefficients of a row of MCUs as they are to be coded, block by block: the difference of DC, the AC that are
/// not 0, and where the last of them is not the last of the block, an end.
///
/// | bits of an entry | |
/// | --- | --- |
/// | 0-11 | the coefficient, added to [#ZERO]; of an end of block, 0 |
/// | 20-21 | which table codes it |
/// | 24-31 | its index k in zigzag order; of an end of block, the one behind the last coefficient |
final class McuRowCoefficients {
    /// What stands for the number 0.
    static final int ZERO = 1 << 11;

    static final int NUMBER = 0xFFF;
    static final int TABLE = 20;
    static final int INDEX = 24;

    // A DC difference and 63 coefficients.
    private static final int MAX_PER_BLOCK = 64;

    /// The first one is of no block: it stands before all of them.
    int[] entries = new int[0];

    int size;

    /// The entry of index 0 and the number 0, to which both are added.
    static int dc(int destination) {
        return destination << 1 << TABLE | ZERO;
    }

    /// The same of AC.
    static int ac(int destination) {
        return dc(destination) | 1 << TABLE;
    }

    /// Begins a row of so many blocks.
    void begin(int blocks) {
        // Behind the last one, one more is written before it is known to be 0.
        var needed = 1 + blocks * MAX_PER_BLOCK + 1;
        if (needed > entries.length) entries = new int[needed];
        size = 1;
    }
}
