package dev.halftone.engine.catalog;

import dev.halftone.engine.request.CatalogOptions.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The result of reading a header: a [HeaderResult.Header] or its violations.
sealed interface HeaderResult permits HeaderResult.Header, HeaderResult.Faulty {

    /// No header that can be used.
    ///
    /// @param cells what was taken for the header
    record Faulty(HeaderCells cells, List<Violation> violations) implements HeaderResult {}

    /// Reads the header at the start of a text. The text must contain all of it.
    static HeaderResult read(String text, ColumnFinder finder) {
        return of(HeaderSearch.find(text, finder), finder);
    }

    /// Looks for the columns of the layout among these cells.
    static HeaderResult of(HeaderCells cells, ColumnFinder finder) {
        var violations = new HeaderCheck(cells, finder).violations();
        return violations.isEmpty()
                ? new Header(
                        cells.line(),
                        cells.delimiter(),
                        cells.names(),
                        finder.find(cells.names()).orElseThrow())
                : new Faulty(cells, violations);
    }

    /// Checks that a header exists, is readable and has each column of the layout, and those of the standard layout
    /// once.
    record HeaderCheck(HeaderCells cells, ColumnFinder finder) {
        private static final int NAMES_SHOWN = 10;

        List<Violation> violations() {
            if (!cells.isComplete()) return List.of(unclosedQuote());
            if (cells.isBlank()) return List.of(empty());
            var columns = finder.find(cells.names());
            if (columns.isEmpty()) return missing();
            return columns.get().isStandard() ? repeated() : List.of();
        }

        private Violation unclosedQuote() {
            int column = cells.names().size() + 1;
            var message = "A quote in the header is not closed, or text follows it in the same cell. "
                    + "Remove the quote, or close it at the end of the cell.";
            return new Violation(cells.line(), column, Violation.Code.UNBALANCED_QUOTE, message);
        }

        private Violation empty() {
            var message = switch (finder.layout()) {
                case AUTO, STANDARD ->
                    "The file is empty. Its first line must name the columns Serial Number, Product Name and "
                            + "Input Image URLs; a line for each product follows.";
                default -> "The file is empty. Its first line must name the columns; a line for each product follows.";
            };
            return new Violation(1, 1, Violation.Code.EMPTY_FILE, message);
        }

        private List<Violation> missing() {
            return switch (finder.layout()) {
                case AUTO, STANDARD -> missingOfStandard();
                case CUSTOM ->
                    finder.missing(cells.names()).stream()
                            .map(name -> missing("The header has no column %s. It has %s."
                                    .formatted(ProblemCollector.Excerpt.of(name), listed(cells.names()))))
                            .toList();
                default -> List.of(missing(missingOfPlatform(finder.layout())));
            };
        }

        private List<Violation> missingOfStandard() {
            var violations = new ArrayList<Violation>();
            for (var column : StandardColumn.values()) {
                if (column.positions(cells.names()).isEmpty())
                    violations.add(missing(
                            "The header has no column \"%s\". It has %s. Give the column that holds it the name \"%s\"."
                                    .formatted(column.title(), listed(cells.names()), column.title())));
            }
            return violations;
        }

        private String missingOfPlatform(Layout layout) {
            return "The header is not that of the layout %s: it needs %s, but has %s."
                    .formatted(layout.text(), PlatformLayout.of(layout).needed(), listed(cells.names()));
        }

        private Violation missing(String message) {
            return new Violation(cells.line(), 1, Violation.Code.MISSING_COLUMN, message);
        }

        private List<Violation> repeated() {
            var violations = new ArrayList<Violation>();
            for (var column : StandardColumn.values()) {
                var positions = column.positions(cells.names());
                if (positions.size() > 1) violations.add(repeated(column, positions));
            }
            return violations;
        }

        private Violation repeated(StandardColumn column, List<Integer> positions) {
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

    /// A valid header.
    ///
    /// @param line the line of the file on which the header starts
    /// @param names of all columns, as uploaded
    record Header(long line, Delimiter delimiter, List<String> names, Columns columns) implements HeaderResult {
        private static final int MAX_NAME_CHARS = 60;

        public Header {
            names = List.copyOf(names);
        }

        int width() {
            return names.size();
        }

        /// Whether a row has the names of the columns in place of their content, as in files that were put
        /// together. Looks at the first image column first: in nearly all rows it has a URL, which settles it.
        boolean isRepeatedIn(RowReader.Row row) {
            return isNameOf(columns.images().getFirst().position(), row)
                    && columns.used().stream().allMatch(position -> isNameOf(position, row));
        }

        private boolean isNameOf(int position, RowReader.Row row) {
            var text = row.cell(position).text();
            var name = names.get(position);
            if (text.isEmpty() || text.length() > MAX_NAME_CHARS || (text.indexOf('/') >= 0 && name.indexOf('/') < 0))
                return false;
            var column = StandardColumn.named(name);
            return column.isPresent()
                    ? StandardColumn.named(text).equals(column)
                    : StandardColumn.normalize(text).equals(StandardColumn.normalize(name));
        }

        /// The number of cells that a row must have: in the standard layout, up to the last one that is used. In
        /// others, rows may end anywhere.
        int requiredWidth() {
            return columns.isStandard()
                    ? columns.used().stream().mapToInt(Integer::intValue).max().orElseThrow() + 1
                    : 0;
        }

        /// The first image column.
        ProblemCollector.Position imagesPlace() {
            return new ProblemCollector.Position(
                    line, columns.images().getFirst().position() + 1);
        }

        /// The name of a column in messages: `"Product Name"`, or its number if the header has no name for
        /// it.
        ///
        /// @param column from 1
        String name(int column) {
            boolean isNamed = column <= width() && !Whitespace.isBlank(names.get(column - 1));
            return isNamed ? ProblemCollector.Excerpt.of(names.get(column - 1)) : "no. " + column;
        }

        /// The image columns in messages: `the column "Images"`.
        String imageColumns() {
            return columns.images().stream()
                    .map(image -> name(image.position() + 1))
                    .collect(Collectors.joining(
                            ", ", columns.images().size() == 1 ? "the column " : "the columns ", ""));
        }

        /// Whether extra cells are more URLs: in the standard layout, if the URLs are in the last column.
        boolean urlsAreLast() {
            return columns.isStandard() && columns.images().getFirst().position() == width() - 1;
        }
    }
}
