package dev.halftone.engine.catalog;

import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.xlsx.SheetReader;
import dev.halftone.engine.xlsx.Workbook;
import dev.halftone.engine.xlsx.Workbook.Sheet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A sheet of a workbook. Its lines are the rows of the sheet, as Excel numbers them.
record SheetTable(
        Path file,
        Sheet sheet,
        List<String> sheetNames,
        HeaderResult.Header header,
        ImagePaths paths,
        CatalogReader.Limits limits,
        ColumnSamples samples,
        List<Warning> warnings)
        implements Table {
    private static final int MAX_ROWS_ABOVE_HEADER = 10;
    private static final int MAX_SHEETS_LISTED = 100;

    SheetTable {
        sheetNames = List.copyOf(sheetNames);
        warnings = List.copyOf(warnings);
    }

    /// Finds the first sheet that has a header, or the one that the sender named.
    static OpenResult open(Opening opening) throws IOException {
        return switch (Workbook.open(opening.file(), Workbook.Limits.defaults())) {
            case Workbook.OpenResult.Refused(var message) -> unreadable(1, message);
            case Workbook.OpenResult.Opened(var workbook) -> {
                try (workbook) {
                    yield find(opening, workbook);
                }
            }
        };
    }

    private static OpenResult find(Opening opening, Workbook workbook) throws IOException {
        var options = opening.options();
        Optional<OpenResult> first = Optional.empty();
        for (var sheet : workbook.sheets()) {
            if (options.sheet().isPresent() ? !options.sheet().get().equals(sheet.name()) : sheet.isHidden()) continue;
            var result = open(opening, workbook, sheet);
            if (result instanceof SheetTable) return result;
            if (first.isEmpty()) first = Optional.of(ofSheet(result, sheet, visibleSheets(workbook)));
        }
        return first.orElseGet(() -> unreadable(1, noSheet(workbook, options)));
    }

    private static OpenResult ofSheet(OpenResult result, Sheet sheet, List<String> sheets) {
        return result instanceof Unreadable(var violations, var summary)
                ? new Unreadable(violations, summary.ofSheet(sheet.name(), sheets))
                : result;
    }

    private static List<String> visibleSheets(Workbook workbook) {
        return workbook.sheets().stream()
                .filter(sheet -> !sheet.isHidden())
                .map(Sheet::name)
                .limit(MAX_SHEETS_LISTED)
                .toList();
    }

    private static String noSheet(Workbook workbook, CatalogOptions options) {
        var names = workbook.sheets().stream()
                .map(sheet -> ProblemCollector.Excerpt.of(sheet.name()))
                .toList();
        return options.sheet()
                .map(name -> "The workbook has no sheet %s. It has %s."
                        .formatted(ProblemCollector.Excerpt.of(name), String.join(", ", names)))
                .orElse("All sheets of the workbook are hidden. Choose one with sheet.");
    }

    private static Unreadable unreadable(long line, String message) {
        return new Unreadable(
                List.of(new Violation(line, 1, Violation.Code.NOT_TEXT, message)), CatalogCheck.Summary.NONE);
    }

    private static OpenResult open(Opening opening, Workbook workbook, Sheet sheet) throws IOException {
        try (var rows = workbook.rows(sheet)) {
            var finder = ColumnFinder.of(opening.options());
            var above = new ArrayList<HeaderCells>();
            var reading = rows.next();
            while (reading instanceof SheetReader.Row row && above.size() <= MAX_ROWS_ABOVE_HEADER) {
                var cells = new HeaderCells(Delimiter.COMMA, row.number(), texts(row), true);
                if (finder.find(cells.names()).isPresent())
                    return table(opening, workbook, sheet, HeaderResult.of(cells, finder), above, rows);
                above.add(cells);
                reading = rows.next();
            }
            if (reading instanceof SheetReader.Damaged(var message)) return unreadable(1, message);
            return withoutHeader(workbook, sheet, above, finder);
        }
    }

    private static OpenResult table(
            Opening opening,
            Workbook workbook,
            Sheet sheet,
            HeaderResult result,
            List<HeaderCells> above,
            SheetReader rows)
            throws IOException {
        return switch (result) {
            case HeaderResult.Header header ->
                new SheetTable(
                        opening.file(),
                        sheet,
                        visibleSheets(workbook),
                        header,
                        opening.paths(),
                        opening.limits(),
                        samples(rows, header.width()),
                        above.stream().map(SheetTable::skipped).toList());
            case HeaderResult.Faulty(var cells, var violations) ->
                OpenResult.unreadable(
                        violations, cells, samples(rows, cells.names().size()));
        };
    }

    private static Warning skipped(HeaderCells cells) {
        var first =
                cells.names().stream().filter(text -> !Whitespace.isBlank(text)).findFirst();
        return new Warning(
                cells.line(),
                1,
                Warning.Code.SKIPPED_LINE,
                "The row stands above the header: " + ProblemCollector.Excerpt.of(first.orElse(""))
                        + ". It was skipped.");
    }

    /// Explains what is missing in the row that comes closest to a header.
    private static OpenResult withoutHeader(
            Workbook workbook, Sheet sheet, List<HeaderCells> candidates, ColumnFinder finder) throws IOException {
        var best = candidates.stream()
                .reduce((one, other) -> finder.score(other.names()) > finder.score(one.names()) ? other : one)
                .orElseGet(() -> new HeaderCells(Delimiter.COMMA, 1, List.of(), true));
        try (var rows = workbook.rows(sheet)) {
            var reading = rows.next();
            while (reading instanceof SheetReader.Row row && row.number() < best.line()) reading = rows.next();
            var samples = samples(rows, best.names().size());
            return switch (HeaderResult.of(best, finder)) {
                case HeaderResult.Faulty(var cells, var violations) ->
                    OpenResult.unreadable(violations, cells, samples);
                case HeaderResult.Header header -> throw new IllegalStateException("found before: " + header);
            };
        }
    }

    private static ColumnSamples samples(SheetReader rows, int width) throws IOException {
        var samples = new ColumnSamples(width);
        for (int i = 0; i < ColumnSamples.MAX_ROWS; i++) {
            if (!(rows.next() instanceof SheetReader.Row row)) break;
            samples.add(SheetRows.shownTexts(row));
        }
        return samples;
    }

    private static List<String> texts(SheetReader.Row row) {
        var texts = new ArrayList<String>();
        for (var cell : row.cells()) {
            while (texts.size() < cell.column()) texts.add("");
            texts.add(cell.text());
        }
        return texts;
    }

    @Override
    public Optional<String> sheetName() {
        return Optional.of(sheet.name());
    }

    @Override
    public SheetRows rows() throws IOException {
        return rowsAfterLine(header.line());
    }

    @Override
    public SheetRows rowsAfterLine(long line) throws IOException {
        return new SheetRows(openWorkbook(), sheet, header, line);
    }

    /// The workbook, which was opened before.
    Workbook openWorkbook() throws IOException {
        return switch (Workbook.open(file, Workbook.Limits.defaults())) {
            case Workbook.OpenResult.Opened(var workbook) -> workbook;
            case Workbook.OpenResult.Refused(var message) ->
                throw new IOException("not the accepted workbook: " + message);
        };
    }
}
