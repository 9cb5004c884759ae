package dev.halftone.imaging.jpeg;

/// Looks up, at once, the next AC coefficient of a sequential scan that may survive its re-quantisation and all
/// those before it that cannot. At quality 50 nothing up to a magnitude of 2 is left of a source of quality 90, and
/// that is most of what it codes.
///
/// Its entries are those of a [HuffmanDecoder], but for length and advance being those of all these symbols. If one
/// of them, and not the last, ends the block at index 63, what follows is not the block's any more: the index is
/// beyond then, and [#isBlockEnd] says no.
final class Survivors {
    private static final int NUMBER = 0xFFF << HuffmanDecoder.NUMBER;
    // An advance from any index in 0-62 to one that is not behind an end of block.
    private static final int MOST = 64;

    /// By the next bits; 0 where the first symbol is longer.
    final int[] lookup = new int[1 << HuffmanDecoder.LOOKUP];
    /// One symbol at a time.
    final HuffmanDecoder single;

    private final int vanishing;

    /// @param vanishing the largest magnitude that becomes 0 at any index
    Survivors(HuffmanDecoder single, int vanishing) {
        this.single = single;
        this.vanishing = vanishing;
        for (var bits = 0; bits < lookup.length; bits++) lookup[bits] = entry(bits);
    }

    private int entry(int bits) {
        var entry = 0;
        while (true) {
            var length = entry & HuffmanDecoder.LENGTH;
            var symbol = single.lookup[bits << length & (lookup.length - 1)];
            if (symbol == 0 || length + (symbol & HuffmanDecoder.LENGTH) > HuffmanDecoder.LOOKUP) return entry;
            if (entry != 0 && !canFollow(entry, symbol)) return entry;
            entry += symbol;
            if (!vanishes(symbol)) return entry;
            entry &= ~NUMBER;
        }
    }

    private static boolean canFollow(int entry, int symbol) {
        var advance = symbol >>> HuffmanDecoder.ADVANCE;
        return advance == HuffmanDecoder.END_OF_BLOCK || (entry >>> HuffmanDecoder.ADVANCE) + advance <= MOST;
    }

    private boolean vanishes(int symbol) {
        return symbol >>> HuffmanDecoder.ADVANCE <= HuffmanDecoder.LONGEST_ADVANCE
                && Math.abs(HuffmanDecoder.number(symbol)) <= vanishing;
    }

    /// Whether a block ends with an index, 63 or more, that was reached by these entries.
    static boolean isBlockEnd(int k) {
        return k == 63 || (k >>> 6 == 2 && k != HuffmanDecoder.END_OF_BLOCK + 63);
    }
}
