package dev.halftone.engine.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What came of reading a header: a [Header], or what is wrong with it.
sealed interface HeaderResult permits Header, HeaderResult.Faulty {

    record Faulty(List<Violation> violations) implements HeaderResult {}

    /// Reads the header at the beginning of a text; it must be there as a whole.
    static HeaderResult read(String text) {
        var cells = SepLine.of(text)
                .map(declared -> declared.readFirstRecord(text))
                .orElseGet(() -> Delimiter.readFirstRecord(text));
        var violations = HeaderCheck.violations(cells);
        return violations.isEmpty() ? Header.of(cells) : new Faulty(violations);
    }

    /// What a header must be: there, readable, and with each of the columns once.
    static final class HeaderCheck {
        private static final int NAMES_SHOWN = 10;

        private HeaderCheck() {}

        static List<Violation> violations(HeaderCells cells) {
            if (!cells.isComplete()) return List.of(brokenOff(cells));
            if (cells.isBlank()) return List.of(empty());
            var violations = new ArrayList<Violation>();
            for (var column : Column.values()) {
                var positions = cells.positions(column);
                if (positions.isEmpty()) violations.add(missing(cells, column));
                if (positions.size() > 1) violations.add(repeated(cells, column, positions));
            }
            return violations;
        }

        private static Violation brokenOff(HeaderCells cells) {
            int column = cells.names().size() + 1;
            var message =
                    "A quote in the header is not closed, or something stands between it and the end of its cell. "
                            + "Take the quote away, or close it at the end of the cell.";
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
}
