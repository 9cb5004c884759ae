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

    private final Table table;
    private final boolean keepsColumns;
    private final ProblemCollector problemCollector = new ProblemCollector();
    private final RowCheck check;
    private long rows;
    private long charsReadUpToFaults;

    /// @param keepsColumns whether columns that are not used are in the result, too
    TableCheck(Table table, boolean keepsColumns) {
        this.table = table;
        this.keepsColumns = keepsColumns;
        this.check = new RowCheck(table, problemCollector);
    }

    CatalogCheck run() throws IOException {
        table.warnings().forEach(problemCollector::addWarning);
        if (table.header().columns().isStandard() && !keepsColumns) warnOfIgnoredColumns();
        checkRows();
        requireRows();
        requireImages();
        requireUsableUrl();
        var summary = table.summary();
        if (problemCollector.violationCount() > 0)
            return new CatalogCheck.Rejected(problemCollector.violations(), summary);
        return new CatalogCheck.Accepted(check.products(), check.images(), problemCollector.warnings(), summary);
    }

    private void warnOfIgnoredColumns() {
        var header = table.header();
        for (int column = 1; column <= header.width(); column++) {
            if (header.columns().role(column - 1) != CatalogCheck.Role.OTHER) continue;
            var name = header.name(column);
            problemCollector.addWarning(
                    new ProblemCollector.Position(header.line(), column),
                    Warning.Code.IGNORED_COLUMN,
                    () -> "The column " + name + " is not used, and is not in the result.");
        }
    }

    private void checkRows() throws IOException {
        var fault = checkUpToFault(table.rows(), table.header().line());
        while (fault.filter(TableCheck::endsInItsLine).isPresent() && mayReread()) {
            long line = fault.get().position().line();
            check.continueAfterBrokenCell(line);
            fault = checkUpToFault(table.rowsAfterLine(line), line);
        }
    }

    /// A damaged sheet cannot be read any further.
    private static boolean endsInItsLine(RowReader.BrokenCell fault) {
        return fault.code() != Violation.Code.NOT_TEXT;
    }

    private boolean mayReread() {
        return problemCollector.violationCount() <= ProblemCollector.MAX_LISTED
                && charsReadUpToFaults <= MAX_CHARS_REREAD;
    }

    private Optional<RowReader.BrokenCell> checkUpToFault(Table.Rows reader, long lineBefore) throws IOException {
        long lastLine = lineBefore;
        try (reader) {
            while (rows <= table.limits().maxRows()) {
                switch (reader.next()) {
                    case RowReader.Row row -> {
                        warnOfBlankLines(lastLine, row.line());
                        lastLine = row.lastLine();
                        checkRow(row);
                    }
                    case RowReader.RepeatedHeader(var line, var end) -> {
                        warnOfBlankLines(lastLine, line);
                        lastLine = end;
                        warnOfSkipped(line, "The header is repeated here. The line was skipped.");
                    }
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

    /// Blank lines at the end of a file mean nothing, so only those before another row count.
    private void warnOfBlankLines(long before, long after) {
        if (after - before < 2) return;
        warnOfSkipped(
                before + 1,
                after - before == 2
                        ? "The line is blank. It was skipped."
                        : "The lines " + (before + 1) + " to " + (after - 1) + " are blank. They were skipped.");
    }

    private void warnOfSkipped(long line, String message) {
        problemCollector.addWarning(new ProblemCollector.Position(line, 1), Warning.Code.SKIPPED_LINE, () -> message);
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

    /// In the standard layout, each row without images is a violation of its own.
    private void requireImages() {
        if (check.images() > 0 || problemCollector.violationCount() > 0) return;
        var header = table.header();
        problemCollector.addViolation(
                header.imagesPlace(),
                Violation.Code.NO_IMAGE_URLS,
                () -> "No row has an image in %s.".formatted(header.imageColumns()));
    }

    private void requireUsableUrl() {
        if (check.images() == 0 || check.usableImages() > 0) return;
        var header = table.header();
        var first = check.firstUnusable().orElseThrow();
        problemCollector.addViolation(
                header.imagesPlace(),
                Violation.Code.NO_USABLE_URL,
                () -> "Not one URL in %s is usable. The first cell is %s: %s. An image URL looks like"
                                .formatted(
                                        header.imageColumns(),
                                        ProblemCollector.Excerpt.of(first.cell().text()),
                                        first.problem())
                        + " https://shop.example/shoe.jpg."
                        + (first.cell().text().indexOf('/') < 0
                                        || UrlStart.lengthAt(first.cell().text(), 0) > 0
                                ? ""
                                : " If the cells are paths, say with base_url where they lead."));
    }
}
