package dev.halftone.imaging.jpeg;

/// Looks up, at once, the next AC coefficient of a sequential scan that may survive its re-quantisation and all
/// those before it that cannot. At quality 50 nothing up to a magnitude of 2 is left of a source of quality 90, and
/// that is most of what it codes.
///
/// What is found are symbols of a [HuffmanDecoder], but for length and advance being those of all of them. The last one
/// needs no more than its code among the bits that are looked up: [HuffmanDecoder#number] reads its number. If it
/// cannot survive either, it has none.
///
/// If one of them, and not the last, ends the block at index 63, what follows is not the block's any more: the index is
/// beyond then, and [#isBlockEnd] says no.
final class SkippingDecodeTable {
    /// Bits that are looked up at once: two such tables fill half of a first-level cache.
    static final int LOOKUP = 11;

    /// What shifts 64 bits so that those to be looked up are left.
    static final int LOOKUP_SHIFT = 64 - LOOKUP;

    private static final int SIZE = 0x3F << HuffmanDecoder.SIZE;
    // An advance from any index in 0-62 to one that is not behind an end of block.
    private static final int MAX_ADVANCE = 64;

    /// By the next bits; 0 where the first code is longer.
    final int[] lookup = new int[1 << LOOKUP];
    /// One symbol at a time.
    final HuffmanDecoder single;

    private final int zeroThreshold;

    /// @param vanishing the largest magnitude that becomes 0 at any index
    SkippingDecodeTable(HuffmanDecoder single, int vanishing) {
        this.single = single;
        this.zeroThreshold = vanishing;
        var firsts = new int[lookup.length];
        for (var bits = 0; bits < lookup.length; bits++) firsts[bits] = single.symbol((long) bits << LOOKUP_SHIFT);
        for (var bits = 0; bits < lookup.length; bits++) lookup[bits] = lookupEntry(bits, firsts);
    }

    /// @param firsts the symbols that stand first, by the next bits; a code that is longer is completed with
    /// zeros
    private int lookupEntry(int bits, int[] firsts) {
        var passed = 0;
        while (true) {
            var symbol = firsts[bits << passed & (firsts.length - 1)];
            if (!follows(passed, symbol)) return passed;
            var found = passed + symbol;
            if (!isZeroed(found, bits)) return found;
            passed = found & ~SIZE;
        }
    }

    private static boolean follows(int passed, int symbol) {
        var length = (passed + symbol & HuffmanDecoder.LENGTH) - HuffmanDecoder.size(symbol);
        var advance = symbol >>> HuffmanDecoder.ADVANCE;
        var fits =
                advance == HuffmanDecoder.END_OF_BLOCK || (passed >>> HuffmanDecoder.ADVANCE) + advance <= MAX_ADVANCE;
        return length <= LOOKUP && (passed == 0 || fits);
    }

    private boolean isZeroed(int found, int bits) {
        if (found >>> HuffmanDecoder.ADVANCE > MAX_ADVANCE) return false;
        var isSeen = (found & HuffmanDecoder.LENGTH) <= LOOKUP;
        var largest = (1 << HuffmanDecoder.size(found)) - 1;
        return (isSeen ? Math.abs(HuffmanDecoder.number(found, (long) bits << LOOKUP_SHIFT)) : largest)
                <= zeroThreshold;
    }

    /// Whether a block ends with an index, 63 or more, that was reached by these entries.
    static boolean isBlockEnd(int k) {
        return k == 63 || (k >>> 6 == 2 && k != HuffmanDecoder.END_OF_BLOCK + 63);
    }
}
