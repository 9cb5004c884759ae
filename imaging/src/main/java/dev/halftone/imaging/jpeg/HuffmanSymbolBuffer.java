package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// What is to be Huffman coded, kept until enough of it is there to make the tables for it.
///
/// | bits of an entry | |
/// | --- | --- |
/// | 0-11 | the additional bits of a symbol |
/// | 16-23 | its value: RRRR, the zeros before, and SSSS, how many additional bits it has |
/// | 24-25 | which table codes it: 0 DC and 1 AC of luminance, 2 and 3 of chrominance |
final class HuffmanSymbolBuffer {
    static final int ADDITIONAL = 0xFFF;
    static final int VALUE = 16;
    static final int TABLE = 24;
    static final int TABLES = 4;
    /// How many combinations there are of table and value.
    static final int SYMBOL_COUNT = TABLES << (TABLE - VALUE);

    /// An entry that stands for nothing: it has no table, and no bits code it.
    static final int PADDING = SYMBOL_COUNT << VALUE;

    /// RRRRSSSS of 16 zeros.
    static final int ZRL = 0xF0;

    private static final int RUN = VALUE + 4;
    private static final int MAX_RUN = 15;

    // By the number of a coefficient, as it stands in its entry: SSSS and additional bits.
    private static final int[] CATEGORIES = categories();

    int[] entries = new int[1 << 14];
    int size;

    // F.1.2.1 and table F.1: of a negative number, the additional bits are those of the one below it.
    private static int[] categories() {
        var categories = new int[2 * McuRowCoefficients.ZERO];
        for (var number = 1 - McuRowCoefficients.ZERO; number < McuRowCoefficients.ZERO; number++) {
            var size = 32 - Integer.numberOfLeadingZeros(Math.abs(number));
            var additional = number + (number >> 31) & ((1 << size) - 1);
            categories[McuRowCoefficients.ZERO + number] = size << VALUE | additional;
        }
        return categories;
    }

    void clear() {
        size = 0;
    }

    /// Adds those of a row of coefficients.
    void add(McuRowCoefficients row) {
        reserve(row.entries.length);
        var symbols = entries;
        var coefficients = row.entries;
        var at = size;
        for (var i = 1; i < row.size; i++) {
            var entry = coefficients[i];
            var zeros = (entry >>> McuRowCoefficients.INDEX) - (coefficients[i - 1] >>> McuRowCoefficients.INDEX) - 1;
            // Before DC none are counted, so its table's last bit is spread over them.
            var run = zeros & (entry << (31 - McuRowCoefficients.TABLE) >> 31);
            var table = entry << (TABLE - McuRowCoefficients.TABLE) & 3 << TABLE;
            for (; run > MAX_RUN; run -= MAX_RUN + 1) symbols[at++] = table | ZRL << VALUE;
            symbols[at++] = table | run << RUN | CATEGORIES[entry & McuRowCoefficients.NUMBER];
        }
        size = at;
    }

    /// Adds nothing, if need be: they are coded in pairs.
    void padToEven() {
        if ((size & 1) == 0) return;
        reserve(1);
        entries[size++] = PADDING;
    }

    private void reserve(int more) {
        var needed = size + more;
        if (needed > entries.length) entries = Arrays.copyOf(entries, Math.max(needed, 2 * entries.length));
    }

    /// How often each symbol is coded.
    static final class SymbolFrequencies {
        private static final int VALUES = HuffmanSymbolBuffer.SYMBOL_COUNT / HuffmanSymbolBuffer.TABLES;

        // By table and value, as they stand in an entry of Symbols.
        private final int[] counts = new int[HuffmanSymbolBuffer.SYMBOL_COUNT];

        /// Counts symbols, from one of them on.
        void add(HuffmanSymbolBuffer huffmanSymbolBuffer, int from) {
            var counts = this.counts;
            var entries = huffmanSymbolBuffer.entries;
            for (var i = from; i < huffmanSymbolBuffer.size; i++) counts[entries[i] >>> HuffmanSymbolBuffer.VALUE]++;
        }

        /// Gives every symbol that may still come its code: those that did not come so far get long ones.
        void addOneOfEach() {
            for (var table = 0; table < HuffmanSymbolBuffer.TABLES; table += 2) {
                for (var size = 0; size <= 11; size++) counts[table * VALUES + size]++;
                addOneOfEachAc((table + 1) * VALUES);
            }
        }

        private void addOneOfEachAc(int table) {
            counts[table]++;
            counts[table | HuffmanSymbolBuffer.ZRL]++;
            for (var run = 0; run < 16; run++) {
                for (var size = 1; size <= 10; size++) counts[table | run << 4 | size]++;
            }
        }

        /// Those of one table, by value.
        int[] of(int table) {
            return Arrays.copyOfRange(counts, table * VALUES, (table + 1) * VALUES);
        }
    }
}
