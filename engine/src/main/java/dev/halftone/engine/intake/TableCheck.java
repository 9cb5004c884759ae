package dev.halftone.engine.intake;

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
    private final Findings findings = new Findings();
    private final RowCheck check;
    private long rows;
    private long charsUpToFaults;

    TableCheck(Table table) {
        this.table = table;
        this.check = new RowCheck(table, findings);
    }

    Checked run() throws IOException {
        warnOfEncoding();
        warnOfIgnoredColumns();
        checkRows();
        refuseEmptyTable();
        refuseUselessTable();
        if (findings.violationCount() > 0) return new Checked.Rejected(findings.violations());
        return new Checked.Accepted(rows, check.images(), findings.warnings());
    }

    private void warnOfEncoding() {
        if (!table.encoding().isGuess()) return;
        findings.warn(
                new Place(1, 1),
                WarningCode.ASSUMED_WINDOWS_1252,
                () -> "The file is not UTF-8, so it was read as Windows-1252. If accents or signs come out wrong, save"
                        + " it as CSV (UTF-8).");
    }

    private void warnOfIgnoredColumns() {
        var header = table.header();
        for (int column = 1; column <= header.width(); column++) {
            if (header.columns().containsValue(column - 1)) continue;
            var name = header.name(column);
            findings.warn(
                    new Place(header.line(), column),
                    WarningCode.IGNORED_COLUMN,
                    () -> "The column " + name + " is not used, and is not in the result.");
        }
    }

    private void checkRows() throws IOException {
        var fault = checkUpToFault(table.rows());
        while (fault.isPresent() && mayReadAgain()) {
            fault = checkUpToFault(table.rowsAfterLine(fault.get().place().line()));
        }
    }

    private boolean mayReadAgain() {
        return findings.violationCount() <= Findings.SHOWN && charsUpToFaults <= MOST_CHARS_READ_AGAIN;
    }

    private Optional<Fault> checkUpToFault(RowReader reader) throws IOException {
        try (reader) {
            while (rows <= table.limits().maxRows()) {
                switch (reader.next()) {
                    case Row row -> checkRow(row);
                    case Fault fault -> {
                        findings.refuse(fault.place(), fault.code(), fault::message);
                        charsUpToFaults += reader.charsRead();
                        return Optional.of(fault);
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
        findings.refuse(
                new Place(row.line(), 1),
                ViolationCode.TOO_MANY_ROWS,
                () -> "This row is one more than the " + most + " a file may have (max-rows). Divide the file into"
                        + " several. Nothing after this row was checked.");
    }

    private void refuseEmptyTable() {
        if (rows > 0 || findings.violationCount() > 0) return;
        findings.refuse(
                new Place(table.header().line(), 1),
                ViolationCode.NO_ROWS,
                () -> "There is no row after the header. Write a line for each product below it.");
    }

    private void refuseUselessTable() {
        if (check.images() == 0 || check.usableImages() > 0) return;
        var name = table.header().name(Column.IMAGE_URLS);
        findings.refuse(
                table.header().place(Column.IMAGE_URLS),
                ViolationCode.NO_USABLE_URL,
                () -> "Not one URL in the column " + name + " is usable. An image URL looks like"
                        + " https://shop.example/shoe.jpg.");
    }
}
