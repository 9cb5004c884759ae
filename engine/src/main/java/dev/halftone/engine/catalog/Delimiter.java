package dev.halftone.engine.catalog;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /// Parses the first record of a text with the best delimiter: the one that finds most required columns.
    /// Ties go to a complete record, then a blank one, then the one with most cells.
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

    /// A first line such as `sep=;` with which Excel declares the delimiter of a CSV.
    ///
    /// @param delimiter absent if it is not supported; then the header decides
    /// @param length of the line including its line break
    record SepLine(Optional<Delimiter> delimiter, int length) {
        private static final Pattern LINE =
                Pattern.compile("\\A\"?sep=(.)\"?(\\r\\n|\\n|\\r|\\z)", Pattern.CASE_INSENSITIVE);

        /// The `sep=` line at the start of the text, if any.
        static Optional<SepLine> of(String text) {
            var line = LINE.matcher(text);
            if (!line.find()) return Optional.empty();
            return Optional.of(new SepLine(Delimiter.of(line.group(1).charAt(0)), line.end()));
        }

        /// Parses the first record after this line.
        HeaderCells readFirstRecord(String text) {
            var rest = text.substring(length);
            return delimiter
                    .map(declared -> HeaderCells.read(rest, declared))
                    .orElseGet(() -> Delimiter.readFirstRecord(rest))
                    .shiftedOneLine();
        }
    }
}
