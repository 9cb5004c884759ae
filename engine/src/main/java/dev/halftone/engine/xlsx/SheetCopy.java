package dev.halftone.engine.xlsx;

import static java.util.regex.Matcher.quoteReplacement;

import dev.halftone.engine.xlsx.SheetEdits.RowEdit;
import dev.halftone.engine.xlsx.XmlScanner.Token;
import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Copies the XML of a sheet token by token, and rewrites some of its cells.
///
/// What would contradict a new text goes with the old one: the formula of the cell and its link to outside.
final class SheetCopy {
    /// Up to the last column of the last span.
    private static final Pattern SPANS = Pattern.compile("(\\sspans\\s*=\\s*[\"'][^\"']*:)(\\d{1,6})");

    private static final Pattern DIMENSION = Pattern.compile("(\\sref\\s*=\\s*[\"'])([^\"']+)");

    private final XmlScanner xml;
    private final SheetEdits edits;
    private final Writer out;
    private final SheetGrid grid = new SheetGrid();
    private final CellCopy cells;
    private Optional<RowEdit> nextEdit;

    SheetCopy(XmlScanner xml, SheetEdits edits, Writer out) {
        this.xml = xml;
        this.edits = edits;
        this.out = out;
        this.cells = new CellCopy(xml, out);
        this.nextEdit = following(edits.rows());
    }

    private static Optional<RowEdit> following(Iterator<RowEdit> rows) {
        return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    }

    /// Returns whether a formula is gone.
    boolean write() throws IOException {
        boolean isInRows = false;
        for (var token = xml.next(); token != Token.EOF; token = xml.next()) {
            if (token == Token.START && xml.depth() == 2) isInRows = xml.isElement("sheetData");
            if (token != Token.START || xml.depth() == 1 || (xml.depth() == 2 && isInRows)) xml.copyTo(out);
            else if (isInRows && xml.isElement("row")) row();
            else if (xml.isElement("dimension")) dimension();
            else if (xml.isElement("hyperlinks")) hyperlinks();
            else xml.copyElement(out);
        }
        checkNoneBefore(Integer.MAX_VALUE);
        return cells.hasLostFormula();
    }

    private void checkNoneBefore(int row) {
        if (nextEdit.isEmpty() || nextEdit.get().number() >= row) return;
        throw new IllegalArgumentException(
                "the sheet has no row " + nextEdit.get().number() + " in this place");
    }

    private void row() throws IOException {
        int row = grid.row(xml);
        checkNoneBefore(row);
        var texts = new TreeMap<Integer, String>();
        if (nextEdit.isPresent() && nextEdit.get().number() == row) {
            texts.putAll(nextEdit.get().texts());
            nextEdit = following(edits.rows());
        }
        var newCells = new NewCells(row, texts, xml.prefix());
        boolean mustOpen = xml.isEmptyElement() && !texts.isEmpty();
        out.write(rowTag(texts, mustOpen));
        while (xml.next() != Token.END) {
            if (xml.token() != Token.START) {
                xml.copyTo(out);
            } else if (xml.isElement("c")) {
                newCells.cell(grid.column(xml));
            } else {
                // Nothing but an extension list, which has to come last.
                newCells.addBefore(SheetGrid.MAX_COLUMNS);
                xml.copyElement(out);
            }
        }
        newCells.addBefore(SheetGrid.MAX_COLUMNS);
        if (mustOpen) out.write("</" + newCells.prefix + "row>");
        else xml.copyTo(out);
    }

    private String rowTag(SortedMap<Integer, String> texts, boolean mustOpen) {
        var tag = mustOpen ? xml.raw().replaceFirst("/>$", ">") : xml.raw();
        if (texts.isEmpty()) return tag;
        int columns = texts.lastKey() + 1;
        return SPANS.matcher(tag)
                .replaceFirst(
                        span -> quoteReplacement(span.group(1) + Math.max(columns, Integer.parseInt(span.group(2)))));
    }

    /// The cells of one row that get other texts.
    private final class NewCells {
        private final int row;
        private final NavigableMap<Integer, String> texts;
        private final String prefix;
        private int left = -1;
        private Optional<String> leftStyle = Optional.empty();

        NewCells(int row, NavigableMap<Integer, String> texts, String prefix) {
            this.row = row;
            this.texts = texts;
            this.prefix = prefix;
        }

        /// Copies or replaces the cell whose start tag is current.
        void cell(int column) throws IOException {
            addBefore(column);
            left = column;
            leftStyle = texts.isEmpty() ? Optional.empty() : xml.attribute("s");
            var text = texts.remove(column);
            if (text == null) cells.copy();
            else cells.replace(row, column, text);
        }

        /// Adds cells that the row did not have, in the style of the cell to their left.
        void addBefore(int column) throws IOException {
            while (!texts.isEmpty() && texts.firstKey() < column) {
                var added = texts.pollFirstEntry();
                var style = added.getKey() == left + 1 ? leftStyle : Optional.<String>empty();
                var reference = SheetGrid.reference(added.getKey(), row);
                cells.write(prefix, Optional.of(reference), style, added.getValue());
            }
        }
    }

    private void dimension() throws IOException {
        out.write(DIMENSION
                .matcher(xml.raw())
                .replaceFirst(ref -> quoteReplacement(ref.group(1) + widened(ref.group(2)))));
    }

    /// The range with the added column.
    private String widened(String range) {
        var last = range.substring(range.indexOf(':') + 1);
        int column = SheetGrid.columnOf(last);
        int added = edits.addedColumn().orElse(-1);
        if (column < 0 || column >= added) return range;
        return SheetGrid.first(range) + ":" + SheetGrid.reference(added, SheetGrid.rowOf(last));
    }

    /// Leaves out the links of cells with a new text, and a list that has no links then: it would not be
    /// valid.
    private void hyperlinks() throws IOException {
        var begin = new StringBuilder(xml.raw());
        boolean hasRemoved = false;
        while (xml.next() != Token.END) {
            boolean isLink = xml.token() == Token.START;
            if (isLink && isOfReplacedCell()) {
                hasRemoved = true;
                xml.skipElement();
            } else if (isLink) {
                out.append(begin);
                begin.setLength(0);
                xml.copyElement(out);
            } else {
                begin.append(xml.raw());
            }
        }
        if (hasRemoved && begin.indexOf("<") == 0) return;
        out.append(begin);
        xml.copyTo(out);
    }

    private boolean isOfReplacedCell() throws IOException {
        var cell = SheetGrid.first(xml.attribute("ref").orElse(""));
        int column = SheetGrid.columnOf(cell);
        return xml.attribute("id").isPresent() && column >= 0 && cells.isReplaced(SheetGrid.rowOf(cell), column);
    }
}
