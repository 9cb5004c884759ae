package dev.halftone.imaging.jpeg;

import java.util.stream.IntStream;

/// A Huffman table as it is specified in a file (T.81 B.2.4.2, Annex C).
final class HuffmanTable {
    static final int LONGEST_CODE = 16;

    private final int[] counts;
    private final byte[] values;

    /// @param counts BITS: how many codes there are of 1 to 16 bits, from index 1 on
    /// @param values HUFFVAL: what the codes stand for, in their order
    HuffmanTable(int[] counts, byte[] values) {
        this.counts = counts;
        this.values = values;
        if (values.length > 256 || isOverfull()) throw Ending.corrupt("one of its Huffman tables is none");
    }

    /// The table that stands at a place in a DHT segment.
    static HuffmanTable at(Segment segment, int at) {
        var counts = new int[LONGEST_CODE + 1];
        for (var length = 1; length <= LONGEST_CODE; length++) counts[length] = segment.u8(at + length - 1);
        return new HuffmanTable(
                counts, segment.bytes(at + LONGEST_CODE, IntStream.of(counts).sum()));
    }

    /// Bytes in a DHT segment, without its class and destination.
    int size() {
        return LONGEST_CODE + values.length;
    }

    int count(int length) {
        return counts[length];
    }

    int values() {
        return values.length;
    }

    int value(int index) {
        return values[index] & 0xFF;
    }

    // More codes of a length than are left by the shorter ones.
    private boolean isOverfull() {
        var code = 0;
        for (var length = 1; length <= LONGEST_CODE; length++) {
            code = (code << 1) + counts[length];
            if (code > 1 << length) return true;
        }
        return false;
    }
}
