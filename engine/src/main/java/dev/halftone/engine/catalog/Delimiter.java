package dev.halftone.engine.catalog;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/// What stands between two cells of a line.
enum Delimiter {
    COMMA(',', "a comma"),
    SEMICOLON(';', "a semicolon"),
    TAB('\t', "a tab"),
    PIPE('|', "a vertical bar");

    private final char sign;
    private final String words;

    Delimiter(char sign, String words) {
        this.sign = sign;
        this.words = words;
    }

    char sign() {
        return sign;
    }

    String words() {
        return words;
    }

    static Optional<Delimiter> of(char sign) {
        return Arrays.stream(values())
                .filter(delimiter -> delimiter.sign == sign)
                .findFirst();
    }

    /// The first record of a text as it reads under the delimiter that suits it best: the one that shows most
    /// of the columns; and among equals the one under which all is blank, or that makes the most cells.
    static HeaderCells readFirstRecord(String text) {
        return Arrays.stream(values())
                .map(delimiter -> HeaderCells.read(text, delimiter))
                .max(Comparator.comparingLong(HeaderCells::columnsFound)
                        .thenComparing(HeaderCells::isComplete)
                        .thenComparing(HeaderCells::isBlank)
                        .thenComparingInt(cells -> cells.names().size())
                        .thenComparing(HeaderCells::delimiter, Comparator.reverseOrder()))
                .orElseThrow();
    }
}
