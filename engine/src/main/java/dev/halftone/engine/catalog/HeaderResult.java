package dev.halftone.engine.catalog;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The result of reading a header: a [HeaderResult.Header] or its violations.
sealed interface HeaderResult permits HeaderResult.Header, HeaderResult.Faulty {

    record Faulty(List<Violation> violations) implements HeaderResult {}

    /// Reads the header at the start of a text. The text must contain all of it.
    static HeaderResult read(String text) {
        var cells = HeaderSearch.find(text);
        var violations = HeaderCheck.violations(cells);
        return violations.isEmpty() ? Header.of(cells) : new Faulty(violations);
    }

    /// Checks that a header exists, is readable and has each required column once.
    static final class HeaderCheck {
        private static final int NAMES_SHOWN = 10;

        private HeaderCheck() {}

        static List<Violation> violations(HeaderCells cells) {
            if (!cells.isComplete()) return List.of(unclosedQuote(cells));
            if (cells.isBlank()) return List.of(empty());
            var violations = new ArrayList<Violation>();
            for (var column : Column.values()) {
                var positions = cells.positions(column);
                if (positions.isEmpty()) violations.add(missing(cells, column));
                if (positions.size() > 1) violations.add(repeated(cells, column, positions));
            }
            return violations;
        }

        private static Violation unclosedQuote(HeaderCells cells) {
            int column = cells.names().size() + 1;
            var message = "A quote in the header is not closed, or text follows it in the same cell. "
                    + "Remove the quote, or close it at the end of the cell.";
            return new Violation(cells.line(), column, Violation.Code.UNBALANCED_QUOTE, message);
        }

        private static Violation empty() {
            var message = "The file is empty. Its first line must name the columns Serial Number, Product Name and "
                    + "Input Image URLs; a line for each product follows.";
            return new Violation(1, 1, Violation.Code.EMPTY_FILE, message);
        }

        private static Violation missing(HeaderCells cells, Column column) {
            var message = "The header has no column \"%s\". It has %s. Give the column that holds it the name \"%s\"."
                    .formatted(column.title(), listed(cells.names()), column.title());
            return new Violation(cells.line(), 1, Violation.Code.MISSING_COLUMN, message);
        }

        private static Violation repeated(HeaderCells cells, Column column, List<Integer> positions) {
            var names = positions.stream().map(cells.names()::get).toList();
            var message =
                    "The header has more than one column for \"%s\": %s. Keep one, and give the others another name."
                            .formatted(column.title(), listed(names));
            return new Violation(cells.line(), positions.get(1) + 1, Violation.Code.DUPLICATE_COLUMN, message);
        }

        private static String listed(List<String> names) {
            var shown = names.stream()
                    .limit(NAMES_SHOWN)
                    .map(ProblemCollector.Excerpt::of)
                    .collect(Collectors.joining(", "));
            return names.size() > NAMES_SHOWN ? shown + " and " + (names.size() - NAMES_SHOWN) + " more" : shown;
        }
    }

    /// A valid header: maps columns to cells.
    ///
    /// @param line the line of the file on which the header starts
    /// @param names of all columns, as uploaded
    /// @param columns the positions of the required columns, from 0
    record Header(long line, Delimiter delimiter, List<String> names, Map<Column, Integer> columns)
            implements HeaderResult {
        public Header {
            names = List.copyOf(names);
            columns = Map.copyOf(columns);
            if (columns.size() != Column.values().length) throw new IllegalArgumentException("only has " + columns);
        }

        static Header of(HeaderCells cells) {
            var columns = new EnumMap<Column, Integer>(Column.class);
            for (var column : Column.values())
                columns.put(column, cells.positions(column).getFirst());
            return new Header(cells.line(), cells.delimiter(), cells.names(), columns);
        }

        int width() {
            return names.size();
        }

        /// The number of cells that a row must have: up to the last one that is used.
        int requiredWidth() {
            return columns.values().stream().mapToInt(Integer::intValue).max().orElseThrow() + 1;
        }

        int position(Column column) {
            return columns.getOrDefault(column, -1);
        }

        ProblemCollector.Position place(Column column) {
            return new ProblemCollector.Position(line, position(column) + 1);
        }

        /// The name of a column in messages: `"Product Name"`, or its number if the header has no name for
        /// it.
        ///
        /// @param column from 1
        String name(int column) {
            boolean isNamed = column <= width() && !Whitespace.isBlank(names.get(column - 1));
            return isNamed ? ProblemCollector.Excerpt.of(names.get(column - 1)) : "no. " + column;
        }

        String name(Column column) {
            return name(position(column) + 1);
        }

        /// Whether the URLs are in the last column. Then extra cells are more URLs.
        boolean urlsAreLast() {
            return position(Column.IMAGE_URLS) == width() - 1;
        }
    }
}
