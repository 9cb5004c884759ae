package dev.halftone.engine.catalog;

import java.io.IOException;
import java.util.Optional;

/// One check of one file: looks at every row and collects what is wrong.
///
/// Where the cells cannot be told apart any more, it goes on one line below the place where the cell at fault begins:
/// mostly one quote is wrong in one line, and the sender wants to hear of the problems of the other lines, too.
final class TableCheck {
    // Going on means to read again from the top, so a file of nothing but faults would take for ever. After
    // this many characters, some seconds, the faults that remain must wait until those that were named are
    // mended.
    private static final long MOST_CHARS_READ_AGAIN = 512L * 1024 * 1024;

    private final Table table;
    private final ProblemCollector problemCollector = new ProblemCollector();
    private final RowCheck check;
    private long rows;
    private long charsUpToFaults;

    TableCheck(Table table) {
        this.table = table;
        this.check = new RowCheck(table, problemCollector);
    }

    CatalogCheck run() throws IOException {
        warnOfEncoding();
        warnOfIgnoredColumns();
        checkRows();
        refuseEmptyTable();
        refuseUselessTable();
        if (problemCollector.violationCount() > 0) return new CatalogCheck.Rejected(problemCollector.violations());
        return new CatalogCheck.Accepted(rows, check.images(), problemCollector.warnings());
    }

    private void warnOfEncoding() {
        if (!table.encoding().isGuess()) return;
        problemCollector.addWarning(
                new Position(1, 1),
                Warning.Code.ASSUMED_WINDOWS_1252,
                () -> "The file is not UTF-8, so it was read as Windows-1252. If accents or signs come out wrong, save"
                        + " it as CSV (UTF-8).");
    }

    private void warnOfIgnoredColumns() {
        var header = table.header();
        for (int column = 1; column <= header.width(); column++) {
            if (header.columns().containsValue(column - 1)) continue;
            var name = header.name(column);
            problemCollector.addWarning(
                    new Position(header.line(), column),
                    Warning.Code.IGNORED_COLUMN,
                    () -> "The column " + name + " is not used, and is not in the result.");
        }
    }

    private void checkRows() throws IOException {
        var fault = checkUpToFault(table.rows());
        while (fault.isPresent() && mayReadAgain()) {
            fault = checkUpToFault(table.rowsAfterLine(fault.get().position().line()));
        }
    }

    private boolean mayReadAgain() {
        return problemCollector.violationCount() <= ProblemCollector.MAX_LISTED
                && charsUpToFaults <= MOST_CHARS_READ_AGAIN;
    }

    private Optional<RowReader.BrokenCell> checkUpToFault(RowReader reader) throws IOException {
        try (reader) {
            while (rows <= table.limits().maxRows()) {
                switch (reader.next()) {
                    case Row row -> checkRow(row);
                    case RowReader.BrokenCell brokenCell -> {
                        problemCollector.addViolation(brokenCell.position(), brokenCell.code(), brokenCell::message);
                        charsUpToFaults += reader.charsRead();
                        return Optional.of(brokenCell);
                    }
                    case RowReader.End() -> {
                        return Optional.empty();
                    }
                }
            }
            return Optional.empty();
        }
    }

    private void checkRow(Row row) {
        rows++;
        if (rows <= table.limits().maxRows()) check.check(row);
        else refuseFurtherRows(row);
    }

    private void refuseFurtherRows(Row row) {
        var most = table.limits().maxRows();
        problemCollector.addViolation(
                new Position(row.line(), 1),
                Violation.Code.TOO_MANY_ROWS,
                () -> "This row is one more than the " + most + " a file may have (max-rows). Divide the file into"
                        + " several. Nothing after this row was checked.");
    }

    private void refuseEmptyTable() {
        if (rows > 0 || problemCollector.violationCount() > 0) return;
        problemCollector.addViolation(
                new Position(table.header().line(), 1),
                Violation.Code.NO_ROWS,
                () -> "There is no row after the header. Write a line for each product below it.");
    }

    private void refuseUselessTable() {
        if (check.images() == 0 || check.usableImages() > 0) return;
        var name = table.header().name(Column.IMAGE_URLS);
        problemCollector.addViolation(
                table.header().place(Column.IMAGE_URLS),
                Violation.Code.NO_USABLE_URL,
                () -> "Not one URL in the column " + name + " is usable. An image URL looks like"
                        + " https://shop.example/shoe.jpg.");
    }
}
