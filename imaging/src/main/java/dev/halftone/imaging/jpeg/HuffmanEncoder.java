package dev.halftone.imaging.jpeg;

/// Encodes symbols (T.81 F.1.2) with the given tables.
final class HuffmanEncoder {
    // Symbols per batch of output, and the most bytes they can take: each up to 27 bits.
    private static final int BATCH_SIZE = 1 << 11;
    private static final int MAX_BATCH_BYTES = BATCH_SIZE * 4 + 8;

    // By table and value, as in an entry of HuffmanSymbolBuffer: the code, shifted left by its number of
    // additional bits, above six bits with the length of both. The last one is for padding.
    private final long[] codes = new long[HuffmanSymbolBuffer.SYMBOL_COUNT + 1];
    private final byte[] coded = new byte[MAX_BATCH_BYTES];
    private final JpegWriter.Output out;
    // The bits that do not fill a byte yet, from the top.
    private long bits;
    private int held;

    HuffmanEncoder(JpegWriter.Output out) {
        this.out = out;
    }

    /// Sets the Huffman table that codes the symbols with this table number (T.81 C.2).
    void useTable(HuffmanTable table, int number) {
        var code = 0L;
        var index = 0;
        for (var length = 1; length <= HuffmanTable.MAX_CODE_LENGTH; length++) {
            for (var i = 0; i < table.count(length); i++) {
                var value = table.value(index++);
                var size = value & 0xF;
                codes[number << 8 | value] = code++ << size << 6 | (length + size);
            }
            code <<= 1;
        }
    }

    void write(HuffmanSymbolBuffer huffmanSymbolBuffer) {
        huffmanSymbolBuffer.padToEven();
        for (var from = 0; from < huffmanSymbolBuffer.size; from += BATCH_SIZE) {
            var bytes =
                    encode(huffmanSymbolBuffer.entries, from, Math.min(from + BATCH_SIZE, huffmanSymbolBuffer.size));
            out.writeStuffed(coded, bytes);
        }
    }

    // Encodes two symbols at once, which fit into a word, without a branch on lengths. Eight bytes are written
    // each time; only the whole ones count.
    private int encode(int[] symbols, int from, int to) {
        var codes = this.codes;
        var coded = this.coded;
        var bits = this.bits;
        var held = this.held;
        var at = 0;
        for (var i = from; i < to; i += 2) {
            var first = symbols[i];
            var second = symbols[i + 1];
            var code = codes[first >>> HuffmanSymbolBuffer.VALUE];
            var next = codes[second >>> HuffmanSymbolBuffer.VALUE];
            var both = (code >>> 6 | (first & HuffmanSymbolBuffer.ADDITIONAL)) << next;
            both |= next >>> 6 | (second & HuffmanSymbolBuffer.ADDITIONAL);
            held += ((int) code & 63) + ((int) next & 63);
            bits |= both << -held;
            ByteScan.writeBigEndian(coded, at, bits);
            at += held >>> 3;
            bits <<= held & 56;
            held &= 7;
        }
        this.bits = bits;
        this.held = held;
        return at;
    }

    /// Fills the last byte with ones (F.1.2.3).
    void close() {
        if (held == 0) return;
        coded[0] = (byte) (bits >>> 56 | 0xFF >>> held);
        out.writeStuffed(coded, 1);
    }
}
