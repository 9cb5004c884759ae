package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// What is to be Huffman coded, kept until enough of it is there to make the tables for it.
///
/// | bits of an entry | |
/// | --- | --- |
/// | 0-11 | the additional bits of a symbol |
/// | 16-23 | its value: RRRR, the zeros before, and SSSS, how many additional bits it has |
/// | 24-25 | which table codes it: 0 DC and 1 AC of luminance, 2 and 3 of chrominance |
final class Symbols {
    static final int ADDITIONAL = 0xFFF;
    static final int VALUE = 16;
    static final int TABLE = 24;
    static final int TABLES = 4;
    /// How many combinations there are of table and value.
    static final int KINDS = TABLES << (TABLE - VALUE);

    /// An entry that stands for nothing: it has no table, and no bits code it.
    static final int NOTHING = KINDS << VALUE;

    /// RRRRSSSS of 16 zeros.
    static final int ZRL = 0xF0;

    private static final int RUN = VALUE + 4;
    private static final int LONGEST_RUN = 15;

    // By the number of a coefficient, as it stands in its entry: SSSS and additional bits.
    private static final int[] CATEGORIES = categories();

    int[] entries = new int[1 << 14];
    int size;

    // F.1.2.1 and table F.1: of a negative number, the additional bits are those of the one below it.
    private static int[] categories() {
        var categories = new int[2 * Coefficients.ZERO];
        for (var number = 1 - Coefficients.ZERO; number < Coefficients.ZERO; number++) {
            var size = 32 - Integer.numberOfLeadingZeros(Math.abs(number));
            var additional = number + (number >> 31) & ((1 << size) - 1);
            categories[Coefficients.ZERO + number] = size << VALUE | additional;
        }
        return categories;
    }

    void clear() {
        size = 0;
    }

    /// Adds those of a row of coefficients.
    void add(Coefficients row) {
        reserve(row.entries.length);
        var symbols = entries;
        var coefficients = row.entries;
        var at = size;
        for (var i = 1; i < row.size; i++) {
            var entry = coefficients[i];
            var zeros = (entry >>> Coefficients.INDEX) - (coefficients[i - 1] >>> Coefficients.INDEX) - 1;
            // Before DC none are counted, so its table's last bit is spread over them.
            var run = zeros & (entry << (31 - Coefficients.TABLE) >> 31);
            var table = entry << (TABLE - Coefficients.TABLE) & 3 << TABLE;
            for (; run > LONGEST_RUN; run -= LONGEST_RUN + 1) symbols[at++] = table | ZRL << VALUE;
            symbols[at++] = table | run << RUN | CATEGORIES[entry & Coefficients.NUMBER];
        }
        size = at;
    }

    /// Adds nothing, if need be: they are coded in pairs.
    void makeEven() {
        if ((size & 1) == 0) return;
        reserve(1);
        entries[size++] = NOTHING;
    }

    private void reserve(int more) {
        var needed = size + more;
        if (needed > entries.length) entries = Arrays.copyOf(entries, Math.max(needed, 2 * entries.length));
    }
}
