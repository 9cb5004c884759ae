package dev.halftone.engine.catalog;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/// The character between two cells of a line.
enum Delimiter {
    COMMA(',', "a comma"),
    SEMICOLON(';', "a semicolon"),
    TAB('\t', "a tab"),
    PIPE('|', "a vertical bar");

    private final char character;
    private final String description;

    Delimiter(char character, String description) {
        this.character = character;
        this.description = description;
    }

    char character() {
        return character;
    }

    String description() {
        return description;
    }

    static Optional<Delimiter> of(char character) {
        return Arrays.stream(values())
                .filter(delimiter -> delimiter.character == character)
                .findFirst();
    }

    /// Parses the first record of a text with the best delimiter: the one that finds most of the wanted columns.
    /// Ties go to a complete record, then a blank one, then the one with most cells.
    static HeaderCells readFirstRecord(String text, ColumnFinder finder) {
        return Arrays.stream(values())
                .map(delimiter -> HeaderCells.read(text, delimiter))
                .max(Comparator.<HeaderCells>comparingLong(cells -> finder.score(cells.names()))
                        .thenComparing(HeaderCells::isComplete)
                        .thenComparing(HeaderCells::isBlank)
                        .thenComparingInt(cells -> cells.names().size())
                        .thenComparing(HeaderCells::delimiter, Comparator.reverseOrder()))
                .orElseThrow();
    }
}
