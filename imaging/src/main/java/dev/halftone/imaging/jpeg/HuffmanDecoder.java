package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// Looks codes up together with the additional bits behind them (T.81 F.2.2.1 and F.2.2.3, with a table in place of
/// their loops). An entry is all that decoding needs at once; a symbol says how to get at the number:
///
/// | bits | |
/// | --- | --- |
/// | 0-5 | length of the code and its additional bits: Java takes the low six bits, so `bits << entry` drops them |
/// | 8-19 | of an entry, the number they stand for |
/// | 8-13 | of a symbol, SSSS: how many additional bits there are |
/// | 24-31 | by how much the index advances, from the AC coefficient before: RRRR + 1, or [#END_OF_BLOCK] |
///
/// An advance of [#INVALID] is that of symbols that there must not be.
final class HuffmanDecoder {
    /// Bits that are looked up at once. Few symbols are longer, and the table stays in the first-level cache.
    static final int LOOKUP = 10;

    /// What shifts 64 bits so that those to be looked up are left.
    static final int LOOKUP_SHIFT = 64 - LOOKUP;

    static final int LENGTH = 63;
    static final int NUMBER = 8;
    static final int SIZE = 8;
    static final int ADVANCE = 24;

    /// An advance from any index in 0-62 to one in 128-190.
    static final int END_OF_BLOCK = 128;
    /// An advance from any index in 0-62 to one in 192-254.
    static final int INVALID = 192;

    /// The largest advance of a coefficient, and that of ZRL.
    static final int MAX_ADVANCE = 16;
    // F.1.2.1.1 and F.1.2.2.1, for samples of 8 bits.
    private static final int MAX_DC_SIZE = 11;
    private static final int MAX_AC_SIZE = 10;

    /// What the symbols of a table stand for.
    enum Kind {
        /// SSSS alone (F.1.2.1).
        DC,
        /// RRRRSSSS, EOB and ZRL (F.1.2.2).
        AC,
        /// RRRRSSSS, ZRL and EOB0 to EOB14, whose advance is RRRR + 1 too (G.1.2.2).
        PROGRESSIVE_AC
    }

    /// The entries of the symbols that fit, by the next bits; 0 where more bits are needed.
    final int[] lookup = new int[1 << LOOKUP];

    // By the index of a value: its symbol, without the length of its code.
    private final int[] symbols;
    // By length: the first code that is too large for it, and what to add to a code for the index of its value
    // (F.15).
    private final int[] end = new int[HuffmanTable.MAX_CODE_LENGTH + 1];
    private final int[] offset = new int[HuffmanTable.MAX_CODE_LENGTH + 1];
    // By the next eight bits: the length of their code, or 9 where it is longer than they are.
    private final byte[] shortestLength = new byte[256];

    HuffmanDecoder(HuffmanTable table, Kind kind) {
        symbols = new int[table.valueCount()];
        var code = 0;
        var index = 0;
        for (var length = 1; length <= HuffmanTable.MAX_CODE_LENGTH; length++) {
            offset[length] = index - code;
            for (var i = 0; i < table.count(length); i++) {
                symbols[index] = symbol(table.value(index), kind);
                lookUp(code++, length, symbols[index++]);
            }
            end[length] = code;
            code <<= 1;
        }
        for (var start = 0; start < shortestLength.length; start++)
            shortestLength[start] = (byte) shortestLength(start);
    }

    private static int symbol(int value, Kind kind) {
        var run = value >> 4;
        var size = value & 0xF;
        return switch (kind) {
            case DC -> value <= MAX_DC_SIZE ? symbol(value) : INVALID << ADVANCE;
            case AC -> size == 0 && run < 15 ? endOfBlock(run) << ADVANCE : symbol(run, size);
            case PROGRESSIVE_AC -> symbol(run, size);
        };
    }

    private static int symbol(int run, int size) {
        return size <= MAX_AC_SIZE ? (run + 1) << ADVANCE | symbol(size) : INVALID << ADVANCE;
    }

    private static int symbol(int size) {
        return size << SIZE | size;
    }

    private static int endOfBlock(int run) {
        return run == 0 ? END_OF_BLOCK : INVALID;
    }

    private int shortestLength(int start) {
        for (var length = 1; length <= 8; length++) {
            if (start >>> (8 - length) < end[length]) return length;
        }
        return 9;
    }

    private void lookUp(int code, int length, int symbol) {
        var size = size(symbol);
        var free = LOOKUP - length - size;
        if (free < 0) return;
        for (var additional = 0; additional < 1 << size; additional++) {
            var from = (code << size | additional) << free;
            Arrays.fill(lookup, from, from + (1 << free), entry(symbol + length, (long) from << LOOKUP_SHIFT));
        }
    }

    /// The number of an entry.
    static int number(int entry) {
        return entry << 12 >> 20;
    }

    /// Refuses an index, behind the last symbol of a block, that no block ends with: 63 is that of the last
    /// coefficient, 128 to 190 stand behind an end of block.
    static void requireBlockEnd(int k) {
        if (k != 63 && k >>> 6 != 2) throw EntropyCodedSegments.corrupt();
    }

    /// The entry of the next symbol, however long it is.
    ///
    /// @param bits the code and its additional bits, from the top
    int entry(long bits) {
        return entry(symbol(bits), bits);
    }

    private static int entry(int symbol, long bits) {
        return symbol - (size(symbol) << SIZE) + ((number(symbol, bits) & 0xFFF) << NUMBER);
    }

    /// The next symbol.
    ///
    /// @param bits its code, from the top
    int symbol(long bits) {
        for (int length = shortestLength[(int) (bits >>> 56)]; length <= HuffmanTable.MAX_CODE_LENGTH; length++) {
            var code = (int) (bits >>> (64 - length));
            if (code < end[length]) return symbols[code + offset[length]] + length;
        }
        return INVALID << ADVANCE | 1;
    }

    /// SSSS of a symbol.
    static int size(int symbol) {
        return symbol >>> SIZE & 0xF;
    }

    /// The number of a symbol (F.2.2.1, EXTEND): one whose first bit is 0 is negative, and its magnitude is the
    /// complement.
    ///
    /// @param bits from the top, all that the symbol's length counts, the additional bits last
    static int number(int symbol, long bits) {
        var additional = bits << (symbol - (symbol >>> SIZE));
        var sign = (int) ~(additional >> 63);
        var magnitude = (int) ((additional ^ sign) >>> 1 >>> ~(symbol >>> SIZE));
        return (magnitude ^ sign) - sign;
    }
}
