package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// Symbols to be Huffman coded, buffered until there are enough to optimize the tables for them.
///
/// | bits of an entry | |
/// | --- | --- |
/// | 0-11 | the additional bits of a symbol |
/// | 16-23 | its value: RRRR, the zeros before, and SSSS, the number of additional bits |
/// | 24-25 | the table that codes it: 0 DC and 1 AC of luminance, 2 and 3 of chrominance |
final class HuffmanSymbolBuffer {
    static final int ADDITIONAL = 0xFFF;
    static final int VALUE = 16;
    static final int TABLE = 24;
    static final int TABLES = 4;
    /// The number of combinations of table and value.
    static final int SYMBOL_COUNT = TABLES << (TABLE - VALUE);

    /// An entry without a symbol: it has no table, and is coded with no bits.
    static final int PADDING = SYMBOL_COUNT << VALUE;

    /// RRRRSSSS of 16 zeros.
    static final int ZRL = 0xF0;

    private static final int RUN = VALUE + 4;
    private static final int MAX_RUN = 15;

    // By the number of a coefficient, as in its entry: SSSS and additional bits.
    private static final int[] CATEGORIES = categories();

    int[] entries = new int[1 << 14];
    int size;

    // F.1.2.1 and table F.1: the additional bits of a negative number are those of the number minus one.
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

    /// Adds the symbols of a row of coefficients.
    void add(McuRowCoefficients row) {
        reserve(row.entries.length);
        var symbols = entries;
        var coefficients = row.entries;
        var at = size;
        for (var i = 1; i < row.size; i++) {
            var entry = coefficients[i];
            var zeros = (entry >>> McuRowCoefficients.INDEX) - (coefficients[i - 1] >>> McuRowCoefficients.INDEX) - 1;
            // DC has no run of zeros, so the lowest bit of its table number masks the run.
            var run = zeros & (entry << (31 - McuRowCoefficients.TABLE) >> 31);
            var table = entry << (TABLE - McuRowCoefficients.TABLE) & 3 << TABLE;
            for (; run > MAX_RUN; run -= MAX_RUN + 1) symbols[at++] = table | ZRL << VALUE;
            symbols[at++] = table | run << RUN | CATEGORIES[entry & McuRowCoefficients.NUMBER];
        }
        size = at;
    }

    /// Adds padding if the count is odd, because symbols are encoded in pairs.
    void padToEven() {
        if ((size & 1) == 0) return;
        reserve(1);
        entries[size++] = PADDING;
    }

    private void reserve(int more) {
        var needed = size + more;
        if (needed > entries.length) entries = Arrays.copyOf(entries, Math.max(needed, 2 * entries.length));
    }

    /// Counts how often each symbol occurs.
    static final class SymbolFrequencies {
        private static final int VALUES = HuffmanSymbolBuffer.SYMBOL_COUNT / HuffmanSymbolBuffer.TABLES;

        // By table and value, as in an entry of HuffmanSymbolBuffer.
        private final int[] counts = new int[HuffmanSymbolBuffer.SYMBOL_COUNT];

        /// Counts symbols, starting at an index.
        void add(HuffmanSymbolBuffer huffmanSymbolBuffer, int from) {
            var counts = this.counts;
            var entries = huffmanSymbolBuffer.entries;
            for (var i = from; i < huffmanSymbolBuffer.size; i++) counts[entries[i] >>> HuffmanSymbolBuffer.VALUE]++;
        }

        /// Adds one to every possible symbol, so that each gets a code: symbols that have not occurred get long
        /// ones.
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

        /// The frequencies of one table, by value.
        int[] of(int table) {
            return Arrays.copyOfRange(counts, table * VALUES, (table + 1) * VALUES);
        }
    }
}
