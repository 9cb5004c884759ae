package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// How often each symbol is coded.
final class SymbolCounts {
    private static final int VALUES = Symbols.KINDS / Symbols.TABLES;

    // By table and value, as they stand in an entry of Symbols.
    private final int[] counts = new int[Symbols.KINDS];

    /// Counts symbols, from one of them on.
    void add(Symbols symbols, int from) {
        var counts = this.counts;
        var entries = symbols.entries;
        for (var i = from; i < symbols.size; i++) counts[entries[i] >>> Symbols.VALUE]++;
    }

    /// Gives every symbol that may still come its code: those that did not come so far get long ones.
    void addOneOfEach() {
        for (var table = 0; table < Symbols.TABLES; table += 2) {
            for (var size = 0; size <= 11; size++) counts[table * VALUES + size]++;
            addOneOfEachAc((table + 1) * VALUES);
        }
    }

    private void addOneOfEachAc(int table) {
        counts[table]++;
        counts[table | Symbols.ZRL]++;
        for (var run = 0; run < 16; run++) {
            for (var size = 1; size <= 10; size++) counts[table | run << 4 | size]++;
        }
    }

    /// Those of one table, by value.
    int[] of(int table) {
        return Arrays.copyOfRange(counts, table * VALUES, (table + 1) * VALUES);
    }
}
