package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// Decodes a Huffman code together with its additional bits by table lookup, in place of the loops of T.81 F.2.2.1
/// and F.2.2.3. An entry contains the decoded number. A symbol says how to decode the number from the bits:
///
/// | bits | |
/// | --- | --- |
/// | 0-5 | length of the code and its additional bits: Java takes the low six bits, so `bits << entry` drops them |
/// | 8-19 | of an entry, the number |
/// | 8-13 | of a symbol, SSSS: the number of additional bits |
/// | 24-31 | how far the index advances from the AC coefficient before: RRRR + 1, or [#END_OF_BLOCK] |
///
/// Symbols that must not occur advance by [#INVALID].
final class HuffmanDecoder {
    /// Bits per lookup. Few symbols are longer, and the table stays in the first-level cache.
    static final int LOOKUP = 10;

    /// Shifts 64 bits so that only those to look up remain.
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
    // F.1.2.1.1 and F.1.2.2.1, for 8-bit samples.
    private static final int MAX_DC_SIZE = 11;
    private static final int MAX_AC_SIZE = 10;

    /// What the symbols of a table mean.
    enum Kind {
        /// SSSS only (F.1.2.1).
        DC,
        /// RRRRSSSS, EOB and ZRL (F.1.2.2).
        AC,
        /// RRRRSSSS, ZRL and EOB0 to EOB14, which also advance by RRRR + 1 (G.1.2.2).
        PROGRESSIVE_AC
    }

    /// The entries, by the next bits. 0 if the code and its additional bits are longer.
    final int[] lookup = new int[1 << LOOKUP];

    // By value index: the symbol without the length of its code.
    private final int[] symbols;
    // By length: the first code that is too large for it, and what to add to a code to get its value index
    // (F.15).
    private final int[] end = new int[HuffmanTable.MAX_CODE_LENGTH + 1];
    private final int[] offset = new int[HuffmanTable.MAX_CODE_LENGTH + 1];
    // By the next eight bits: the length of their code, or 9 if it is longer than eight.
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

    /// Throws if no block can end at this index after its last symbol: 63 is the last coefficient, 128 to 190
    /// follow an end of block.
    static void requireBlockEnd(int k) {
        if (k != 63 && k >>> 6 != 2) throw JpegAbort.damaged();
    }

    /// The entry of the next symbol, of any length.
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

    /// The number of a symbol (F.2.2.1, EXTEND). If its first bit is 0 it is negative, and its magnitude is the
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
