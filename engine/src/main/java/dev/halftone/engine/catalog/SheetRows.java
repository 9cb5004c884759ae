package dev.halftone.engine.catalog;

import dev.halftone.engine.catalog.RowReader.Row.Cell;
import dev.halftone.engine.xlsx.SheetReader;
import dev.halftone.engine.xlsx.Workbook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the rows of a sheet. What stands to the right of the table is ignored.
final class SheetRows implements Table.Rows {
    private final Workbook workbook;
    private final SheetReader rows;
    private final HeaderResult.Header header;
    private final long after;
    private long charsRead;

    /// @param workbook is closed with this
    /// @param after the rows up to this number are skipped
    SheetRows(Workbook workbook, Workbook.Sheet sheet, HeaderResult.Header header, long after) {
        this.workbook = workbook;
        this.rows = workbook.rows(sheet);
        this.header = header;
        this.after = after;
    }

    @Override
    public RowReader.Reading next() throws IOException {
        while (true) {
            switch (rows.next()) {
                case SheetReader.Row row when row.number() <= after -> {}
                case SheetReader.Row row -> {
                    var found = row(row);
                    if (found.isPresent())
                        return header.isRepeatedIn(found.get())
                                ? new RowReader.RepeatedHeader(row.number(), row.number())
                                : found.get();
                }
                case SheetReader.End() -> {
                    return new RowReader.End();
                }
                case SheetReader.Damaged(var message) -> {
                    return new RowReader.BrokenCell(
                            new ProblemCollector.Position(1, 1), Violation.Code.NOT_TEXT, message);
                }
            }
        }
    }

    private Optional<RowReader.Row> row(SheetReader.Row row) {
        var cells = new RowCells(header.width());
        boolean isBlank = true;
        for (var cell : row.cells()) {
            if (cell.column() >= header.width() || Whitespace.isBlank(shownText(cell))) continue;
            charsRead += cell.text().length();
            var position = new ProblemCollector.Position(row.number(), cell.column() + 1);
            cells.put(cell.column(), new Cell(position, shownText(cell)));
            isBlank = false;
        }
        // A short row is not a fault here: the cells are those of the columns.
        return isBlank
                ? Optional.empty()
                : Optional.of(new RowReader.Row(row.number(), row.number(), header.width(), cells, List.of()));
    }

    /// The text of a cell, or the address behind it if the text has none.
    static String shownText(SheetReader.Cell cell) {
        return cell.text().contains("//") ? cell.text() : cell.link().orElse(cell.text());
    }

    static List<String> shownTexts(SheetReader.Row row) {
        var texts = new ArrayList<String>();
        for (var cell : row.cells()) {
            while (texts.size() < cell.column()) texts.add("");
            texts.add(shownText(cell));
        }
        return texts;
    }

    @Override
    public long charsRead() {
        return charsRead;
    }

    @Override
    public void close() throws IOException {
        try (workbook) {
            rows.close();
        }
    }
}
