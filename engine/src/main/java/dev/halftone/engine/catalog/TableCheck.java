package dev.halftone.engine.catalog;

import java.io.IOException;
import java.util.Optional;

/// Checks every row of one file once and collects all problems.
///
/// After a broken cell, continues on the line after the start of that cell. Usually one quote in one line is wrong,
/// and the sender also needs the problems of the other lines.
final class TableCheck {
    // Continuing means reading again from the start, so a file full of broken cells would take forever. After
    // this many characters, a few seconds, the check stops; the sender must fix the reported problems first.
    private static final long MAX_CHARS_REREAD = 512L * 1024 * 1024;

    private final OpenResult.Table table;
    private final ProblemCollector problemCollector = new ProblemCollector();
    private final RowCheck check;
    private long rows;
    private long charsReadUpToFaults;

    TableCheck(OpenResult.Table table) {
        this.table = table;
        this.check = new RowCheck(table, problemCollector);
    }

    CatalogCheck run() throws IOException {
        warnOfEncoding();
        warnOfIgnoredColumns();
        checkRows();
        requireRows();
        requireUsableUrl();
        if (problemCollector.violationCount() > 0) return new CatalogCheck.Rejected(problemCollector.violations());
        return new CatalogCheck.Accepted(rows, check.images(), problemCollector.warnings());
    }

    private void warnOfEncoding() {
        if (!table.encoding().isGuess()) return;
        problemCollector.addWarning(
                new ProblemCollector.Position(1, 1),
                Warning.Code.ASSUMED_WINDOWS_1252,
                () -> "The file is not UTF-8, so it was read as Windows-1252. If accents or symbols are wrong, save"
                        + " it as CSV (UTF-8).");
    }

    private void warnOfIgnoredColumns() {
        var header = table.header();
        for (int column = 1; column <= header.width(); column++) {
            if (header.columns().containsValue(column - 1)) continue;
            var name = header.name(column);
            problemCollector.addWarning(
                    new ProblemCollector.Position(header.line(), column),
                    Warning.Code.IGNORED_COLUMN,
                    () -> "The column " + name + " is not used, and is not in the result.");
        }
    }

    private void checkRows() throws IOException {
        var fault = checkUpToFault(table.rows());
        while (fault.isPresent() && mayReread()) {
            fault = checkUpToFault(table.rowsAfterLine(fault.get().position().line()));
        }
    }

    private boolean mayReread() {
        return problemCollector.violationCount() <= ProblemCollector.MAX_LISTED
                && charsReadUpToFaults <= MAX_CHARS_REREAD;
    }

    private Optional<RowReader.BrokenCell> checkUpToFault(RowReader reader) throws IOException {
        try (reader) {
            while (rows <= table.limits().maxRows()) {
                switch (reader.next()) {
                    case RowReader.Row row -> checkRow(row);
                    case RowReader.BrokenCell brokenCell -> {
                        problemCollector.addViolation(brokenCell.position(), brokenCell.code(), brokenCell::message);
                        charsReadUpToFaults += reader.charsRead();
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

    private void checkRow(RowReader.Row row) {
        rows++;
        if (rows <= table.limits().maxRows()) check.check(row);
        else reportTooManyRows(row);
    }

    private void reportTooManyRows(RowReader.Row row) {
        var maxRows = table.limits().maxRows();
        problemCollector.addViolation(
                new ProblemCollector.Position(row.line(), 1),
                Violation.Code.TOO_MANY_ROWS,
                () -> "This row is one more than the " + maxRows + " a file may have (max-rows). Divide the file into"
                        + " several. Nothing after this row was checked.");
    }

    private void requireRows() {
        if (rows > 0 || problemCollector.violationCount() > 0) return;
        problemCollector.addViolation(
                new ProblemCollector.Position(table.header().line(), 1),
                Violation.Code.NO_ROWS,
                () -> "There is no row after the header. Write a line for each product below it.");
    }

    private void requireUsableUrl() {
        if (check.images() == 0 || check.usableImages() > 0) return;
        var name = table.header().name(Column.IMAGE_URLS);
        problemCollector.addViolation(
                table.header().place(Column.IMAGE_URLS),
                Violation.Code.NO_USABLE_URL,
                () -> "Not one URL in the column " + name + " is usable. An image URL looks like"
                        + " https://shop.example/shoe.jpg.");
    }
}
