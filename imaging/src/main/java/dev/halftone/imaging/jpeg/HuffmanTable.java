package dev.halftone.imaging.jpeg;

import java.util.Arrays;
import java.util.stream.IntStream;

/// A Huffman table as specified in a file (T.81 B.2.4.2, Annex C).
final class HuffmanTable {
    static final int MAX_CODE_LENGTH = 16;

    private final int[] counts;
    private final byte[] values;

    /// @param counts BITS: the number of codes of 1 to 16 bits, from index 1
    /// @param values HUFFVAL: the values of the codes, in order
    HuffmanTable(int[] counts, byte[] values) {
        this.counts = counts;
        this.values = values;
        if (values.length > 256 || isOversubscribed()) throw JpegAbort.damaged();
    }

    /// Reads the table at an offset of a DHT segment.
    static HuffmanTable parse(MarkerSegment markerSegment, int at) {
        var counts = new int[MAX_CODE_LENGTH + 1];
        for (var length = 1; length <= MAX_CODE_LENGTH; length++) counts[length] = markerSegment.u8(at + length - 1);
        return new HuffmanTable(
                counts,
                markerSegment.bytes(at + MAX_CODE_LENGTH, IntStream.of(counts).sum()));
    }

    /// Its bytes in a DHT segment, without class and destination.
    int size() {
        return MAX_CODE_LENGTH + values.length;
    }

    int count(int length) {
        return counts[length];
    }

    int valueCount() {
        return values.length;
    }

    int value(int index) {
        return values[index] & 0xFF;
    }

    // Whether a length has more codes than the shorter ones leave.
    private boolean isOversubscribed() {
        var code = 0;
        for (var length = 1; length <= MAX_CODE_LENGTH; length++) {
            code = (code << 1) + counts[length];
            if (code > 1 << length) return true;
        }
        return false;
    }

    /// Makes the Huffman table that codes symbols of given frequencies in the fewest bits. No code is longer
    /// than 16 bits or all ones (T.81 K.2). Figure K.1 searches for the two rarest symbols each time; here they
    /// are sorted once.
    static final class Optimizer {
        // A code that is never used, so that no used code is all ones (K.2). It is the rarest, so it is sorted
        // first.
        private static final int RESERVED = 0;

        private final long[] sorted;

        private Optimizer(long[] sorted) {
            this.sorted = sorted;
        }

        /// The table for symbols with these frequencies, by value.
        static HuffmanTable optimize(int[] frequencies) {
            var sorted = new long[frequencies.length + 1];
            var used = 1;
            for (var value = 0; value < frequencies.length; value++) {
                if (frequencies[value] > 0) sorted[used++] = (long) frequencies[value] << 8 | value;
            }
            Arrays.sort(sorted, 0, used);
            return new Optimizer(Arrays.copyOf(sorted, used)).table();
        }

        private HuffmanTable table() {
            var bits = adjusted(countsByLength());
            var values = new byte[sorted.length - 1];
            for (var i = 0; i < values.length; i++) values[i] = (byte) sorted[sorted.length - 1 - i];
            return new HuffmanTable(bits, values);
        }

        // Two queues: the sorted leaves, and the inner nodes, which are created in order of weight.
        private int[] countsByLength() {
            var leaves = sorted.length;
            var nodes = Math.max(2 * leaves - 1, 2);
            var weight = new long[nodes];
            var parent = new int[nodes];
            for (var i = 0; i < leaves; i++) weight[i] = i == RESERVED ? 1 : sorted[i] >>> 8;
            var leaf = 0;
            var inner = leaves;
            for (var node = leaves; node < 2 * leaves - 1; node++) {
                for (var child = 0; child < 2; child++) {
                    var lighter = inner == node || (leaf < leaves && weight[leaf] <= weight[inner]) ? leaf++ : inner++;
                    weight[node] += weight[lighter];
                    parent[lighter] = node;
                }
            }
            return countsByDepth(parent, leaves);
        }

        private static int[] countsByDepth(int[] parent, int leaves) {
            var depth = new int[parent.length];
            var counts = new int[leaves + HuffmanTable.MAX_CODE_LENGTH + 1];
            for (var node = 2 * leaves - 3; node >= 0; node--) {
                depth[node] = depth[parent[node]] + 1;
                if (node < leaves) counts[depth[node]]++;
            }
            return counts;
        }

        // Figure K.3, Adjust_BITS: two codes that are too long become one that is a bit shorter, and a shorter
        // code becomes two that are one bit longer.
        private static int[] adjusted(int[] counts) {
            for (var length = counts.length - 1; length > HuffmanTable.MAX_CODE_LENGTH; length--) {
                while (counts[length] > 0) {
                    var shorter = length - 2;
                    while (counts[shorter] == 0) shorter--;
                    counts[length] -= 2;
                    counts[length - 1]++;
                    counts[shorter + 1] += 2;
                    counts[shorter]--;
                }
            }
            return withoutReserved(Arrays.copyOf(counts, HuffmanTable.MAX_CODE_LENGTH + 1));
        }

        private static int[] withoutReserved(int[] counts) {
            var longest = HuffmanTable.MAX_CODE_LENGTH;
            while (longest > 0 && counts[longest] == 0) longest--;
            counts[longest]--;
            return counts;
        }
    }
}
