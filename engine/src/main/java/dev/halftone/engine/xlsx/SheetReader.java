package dev.halftone.engine.xlsx;

import dev.halftone.engine.xlsx.XmlScanner.Token;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the rows of a sheet from the top, each cell as text.
///
/// Numbers are written without their format, dates as numbers. A formula gives its last result, but
/// `HYPERLINK` and `IMAGE` with a literal address give themselves. Of merged cells, the first has the text.
public final class SheetReader implements Closeable {
    private final WorkbookParts parts;
    private final Optional<String> sharedStrings;
    private final Workbook.Sheet sheet;
    private final SheetGrid grid = new SheetGrid();
    private @Nullable CellReader cells;
    private @Nullable XmlScanner xml;

    /// @param sharedStrings the part with them, if there is one
    SheetReader(WorkbookParts parts, Optional<String> sharedStrings, Workbook.Sheet sheet) {
        this.parts = parts;
        this.sharedStrings = sharedStrings;
        this.sheet = sheet;
    }

    /// A row, or why there is no next one.
    public sealed interface Reading permits Row, Damaged, End {}

    /// A row with at least one cell that is not blank.
    ///
    /// @param number as Excel shows it, from 1
    /// @param cells from left to right; blank ones are left out
    public record Row(int number, List<Cell> cells) implements Reading {
        public Row {
            cells = List.copyOf(cells);
        }

        /// The text of a cell; blank if the row does not have it.
        public String text(int column) {
            for (var cell : cells) {
                if (cell.column() == column) return cell.text();
            }
            return "";
        }
    }

    /// A cell with a text, a link, or both.
    ///
    /// @param column from 0
    /// @param link the address that a click on the cell opens, if it is outside the workbook
    public record Cell(int column, String text, Optional<String> link) {}

    /// The rest of the sheet cannot be read.
    ///
    /// @param message a sentence for the sender
    public record Damaged(String message) implements Reading {}

    /// All rows have been read.
    public record End() implements Reading {}

    /// The next row, or why there is none. Do not call it again after that.
    ///
    /// @throws IOException if the file cannot be read; a fault of the file is a [Damaged]
    public Reading next() throws IOException {
        try {
            return nextRow();
        } catch (IOException e) {
            var sentence = InvalidWorkbookException.sentence(e);
            if (sentence.isEmpty()) throw e;
            return new Damaged(sentence.get());
        }
    }

    private Reading nextRow() throws IOException {
        var sheetXml = xml == null ? start() : xml;
        var cellReader = cells;
        if (cellReader == null) throw new IllegalStateException("closed");
        for (var token = sheetXml.next(); token != Token.EOF; token = sheetXml.next()) {
            if (token != Token.START || sheetXml.depth() == 1) continue;
            if (sheetXml.depth() == 2 && sheetXml.isElement("sheetData")) continue;
            if (sheetXml.depth() == 3 && sheetXml.isElement("row")) {
                var row = row(sheetXml, cellReader);
                if (!row.cells().isEmpty()) return row;
            } else {
                sheetXml.skipElement();
            }
        }
        return new End();
    }

    private XmlScanner start() throws IOException {
        cells = CellReader.open(parts, sharedStrings, sheet);
        xml = parts.open(parts.required(sheet.part()));
        return xml;
    }

    private Row row(XmlScanner sheetXml, CellReader cellReader) throws IOException {
        int number = grid.row(sheetXml);
        var found = new ArrayList<Cell>();
        while (sheetXml.next() != Token.END) {
            if (sheetXml.token() != Token.START) continue;
            if (sheetXml.isElement("c")) {
                var cell = cellReader.read(sheetXml, number, grid.column(sheetXml));
                if (!cell.text().isEmpty() || cell.link().isPresent()) found.add(cell);
            } else {
                sheetXml.skipElement();
            }
        }
        return new Row(number, found);
    }

    @Override
    public void close() throws IOException {
        try (var _ = xml) {
            if (cells != null) cells.close();
        }
    }
}
