package dev.halftone.imaging.jpeg;

/// Decodes AC coefficients of a sequential scan, and skips those that become zero. One lookup finds the next
/// coefficient that may survive requantization, and skips all before it that cannot. Of a source of quality 90,
/// nothing up to a magnitude of 2 is left at quality 50, and that is most of what it codes.
///
/// The results are symbols of a [HuffmanDecoder], with the length and the advance of all symbols together. The last
/// symbol needs only its code within the bits of the lookup: [HuffmanDecoder#number] reads its number. A last symbol
/// that cannot survive has no number.
///
/// A symbol before the last may end the block at index 63. Then what follows belongs to the next block: the index is
/// beyond 63, and [#isBlockEnd] returns false.
final class SkippingDecodeTable {
    /// Bits per lookup: two such tables fill half of a first-level cache.
    static final int LOOKUP = 11;

    /// Shifts 64 bits so that only those to look up remain.
    static final int LOOKUP_SHIFT = 64 - LOOKUP;

    private static final int SIZE = 0x3F << HuffmanDecoder.SIZE;
    // An advance from any index in 0-62 to one that is not after an end of block.
    private static final int MAX_ADVANCE = 64;

    /// By the next bits. 0 if the first code is longer.
    final int[] lookup = new int[1 << LOOKUP];
    /// Decodes one symbol at a time.
    final HuffmanDecoder single;

    private final int zeroThreshold;

    /// @param zeroThreshold the largest magnitude that becomes 0 at any index
    SkippingDecodeTable(HuffmanDecoder single, int zeroThreshold) {
        this.single = single;
        this.zeroThreshold = zeroThreshold;
        var firsts = new int[lookup.length];
        for (var bits = 0; bits < lookup.length; bits++) firsts[bits] = single.symbol((long) bits << LOOKUP_SHIFT);
        for (var bits = 0; bits < lookup.length; bits++) lookup[bits] = lookupEntry(bits, firsts);
    }

    /// @param firsts the first symbols, by the next bits; a longer code is padded with zeros
    private int lookupEntry(int bits, int[] firsts) {
        var skipped = 0;
        while (true) {
            var symbol = firsts[bits << skipped & (firsts.length - 1)];
            if (!follows(skipped, symbol)) return skipped;
            var found = skipped + symbol;
            if (!isZeroed(found, bits)) return found;
            skipped = found & ~SIZE;
        }
    }

    private static boolean follows(int skipped, int symbol) {
        var length = (skipped + symbol & HuffmanDecoder.LENGTH) - HuffmanDecoder.size(symbol);
        var advance = symbol >>> HuffmanDecoder.ADVANCE;
        var fits =
                advance == HuffmanDecoder.END_OF_BLOCK || (skipped >>> HuffmanDecoder.ADVANCE) + advance <= MAX_ADVANCE;
        return length <= LOOKUP && (skipped == 0 || fits);
    }

    private boolean isZeroed(int found, int bits) {
        if (found >>> HuffmanDecoder.ADVANCE > MAX_ADVANCE) return false;
        var isSeen = (found & HuffmanDecoder.LENGTH) <= LOOKUP;
        var largest = (1 << HuffmanDecoder.size(found)) - 1;
        return (isSeen ? Math.abs(HuffmanDecoder.number(found, (long) bits << LOOKUP_SHIFT)) : largest)
                <= zeroThreshold;
    }

    /// Whether a block ends at an index, 63 or more, that these entries have reached.
    static boolean isBlockEnd(int k) {
        return k == 63 || (k >>> 6 == 2 && k != HuffmanDecoder.END_OF_BLOCK + 63);
    }
}
