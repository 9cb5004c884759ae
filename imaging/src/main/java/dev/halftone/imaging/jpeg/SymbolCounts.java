package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// How often each symbol is coded, by table and value. An index is the table in its upper two bits (0 luminance DC,
/// 1 luminance AC, 2 and 3 chrominance) and the value, RRRRSSSS or SSSS, in its lower eight.
final class SymbolCounts {
    static final int TABLES = 4;
    static final int VALUES = 256;
    static final int ZRL = 0xF0;
    /// The bits of an index.
    static final int INDEX = TABLES * VALUES - 1;
    /// Those that say which table.
    static final int TABLE = INDEX - (VALUES - 1);

    private final int[] counts = new int[TABLES * VALUES];

    /// Counts the symbols of coefficients, and leaves them in the coefficients' place.
    void add(Symbols symbols) {
        var counts = this.counts;
        var entries = symbols.entries;
        var size = symbols.size;
        var last = 0;
        for (var i = 0; i < size; i++) {
            var entry = entries[i];
            var k = entry >>> Symbols.INDEX;
            // The zeros since the last coefficient; of DC none are counted, so its table's last bit is spread over
            // them.
            var run = (k - last - 1) & (entry << (31 - Symbols.TABLE) >> 31);
            last = k;
            var number = (entry & Symbols.NUMBER) - Symbols.ZERO;
            var length = 32 - Integer.numberOfLeadingZeros(Math.abs(number));
            var index = (entry >>> 12 & TABLE) | ((run & 0xF) << 4) | length;
            // F.1.2.1: of a negative number, those of the one below it.
            var additional = number + (number >> 31) & ((1 << length) - 1);
            counts[index]++;
            if (run > 15) counts[(index & TABLE) | ZRL] += run >>> 4;
            entries[i] = run >>> 4 << Symbols.LONG_RUNS | index << Symbols.VALUE | additional;
        }
    }

    /// Gives every symbol that may still come its code: those that did not come so far get long ones.
    void addOneOfEach() {
        for (var table = 0; table < TABLES; table += 2) {
            for (var size = 0; size <= 11; size++) counts[table << 8 | size]++;
            addOneOfEachAc((table + 1) << 8);
        }
    }

    private void addOneOfEachAc(int table) {
        counts[table]++;
        counts[table | ZRL]++;
        for (var run = 0; run < 16; run++) {
            for (var size = 1; size <= 10; size++) counts[table | run << 4 | size]++;
        }
    }

    /// Those of one table, by value.
    int[] of(int table) {
        return Arrays.copyOfRange(counts, table * VALUES, (table + 1) * VALUES);
    }
}
