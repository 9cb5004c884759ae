package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// What is to be Huffman coded, kept until enough of it is there to make the tables for it.
///
/// Passes write coefficients, block by block: the difference of DC, the quantised AC that are not 0, and where the last
/// of them is not the last of the block, an end. [SymbolCounts] turns them into symbols.
///
/// | bits | of a coefficient |
/// | --- | --- |
/// | 0-11 | itself, and [#ZERO]: of an end of block there is nothing else |
/// | 20-21 | which table codes it |
/// | 24-31 | its index k in zigzag order; of an end of block, the one behind the last coefficient |
///
/// | bits | of a symbol |
/// | --- | --- |
/// | 0-11 | its additional bits |
/// | 16-25 | which table codes it, and its value |
/// | 28-29 | how many runs of 16 zeros stand before it |
final class Symbols {
    /// What stands for the number 0.
    static final int ZERO = 1 << 11;
    static final int NUMBER = 0xFFF;
    static final int TABLE = 20;
    static final int INDEX = 24;
    static final int ADDITIONAL = 0xFFF;
    static final int VALUE = 16;
    static final int LONG_RUNS = 28;

    /// As many entries as a block can have: a DC difference and 63 coefficients.
    static final int MOST_PER_BLOCK = 64;

    int[] entries = new int[1 << 14];
    int size;

    /// An entry of index 0 and the number 0, to which both are added.
    static int dc(int destination) {
        return destination << 1 << TABLE | ZERO;
    }

    /// The same for AC.
    static int ac(int destination) {
        return dc(destination) | 1 << TABLE;
    }

    void clear() {
        size = 0;
    }

    /// Makes room for whole blocks.
    void reserve(int blocks) {
        // One more is written before it is known to be 0.
        var needed = size + blocks * MOST_PER_BLOCK + 1;
        if (needed > entries.length) entries = Arrays.copyOf(entries, Math.max(needed, 2 * entries.length));
    }
}
