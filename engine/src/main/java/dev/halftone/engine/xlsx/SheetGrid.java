package dev.halftone.engine.xlsx;

/// Where rows and cells of a sheet are. Their `r` attributes may be missing: a row follows the one above, a
/// cell the one to its left.
final class SheetGrid {
    static final int MAX_ROWS = 1_048_576;
    static final int MAX_COLUMNS = 16_384;

    private int row;
    private int column = -1;

    /// The number of the row whose start tag is current, from 1.
    int row(XmlScanner xml) throws InvalidWorkbookException {
        int next = rowNumber(xml);
        if (next <= row || next > MAX_ROWS) {
            throw InvalidWorkbookException.malformed("row " + next + " of a sheet comes after row " + row);
        }
        row = next;
        column = -1;
        return row;
    }

    private int rowNumber(XmlScanner xml) throws InvalidWorkbookException {
        var attribute = xml.attribute("r");
        if (attribute.isEmpty()) return row + 1;
        try {
            return Integer.parseInt(attribute.get().strip());
        } catch (NumberFormatException e) {
            throw InvalidWorkbookException.malformed("a sheet has a row with the number \"" + attribute.get() + "\"");
        }
    }

    /// The column of the cell whose start tag is current, from 0.
    int column(XmlScanner xml) throws InvalidWorkbookException {
        var attribute = xml.attribute("r");
        int next = attribute.isEmpty() ? column + 1 : column(attribute.get());
        if (next <= column || next >= MAX_COLUMNS) {
            throw InvalidWorkbookException.malformed("the cells of row " + row + " are not in order");
        }
        column = next;
        return column;
    }

    private int column(String reference) throws InvalidWorkbookException {
        int column = columnOf(reference);
        if (column < 0)
            throw InvalidWorkbookException.malformed("a sheet has a cell with the name \"" + reference + "\"");
        return column;
    }

    /// The column of a reference such as `AB12`, from 0; -1 if it is none.
    static int columnOf(String reference) {
        int column = 0;
        int i = 0;
        for (; i < reference.length() && i < 3; i++) {
            char c = reference.charAt(i);
            if (c >= 'A' && c <= 'Z') column = 26 * column + c - 'A' + 1;
            else if (c >= 'a' && c <= 'z') column = 26 * column + c - 'a' + 1;
            else break;
        }
        return i == 0 || rowOf(reference, i) < 0 ? -1 : column - 1;
    }

    /// The row of a reference such as `AB12`, from 1; -1 if it is none.
    static int rowOf(String reference) {
        int i = 0;
        while (i < reference.length() && Character.isLetter(reference.charAt(i))) i++;
        return rowOf(reference, i);
    }

    private static int rowOf(String reference, int from) {
        if (from >= reference.length() || reference.length() - from > 7) return -1;
        int row = 0;
        for (int i = from; i < reference.length(); i++) {
            char c = reference.charAt(i);
            if (c < '0' || c > '9') return -1;
            row = 10 * row + c - '0';
        }
        return row;
    }

    /// The first cell of a range, which has the text of merged cells.
    static String first(String range) {
        int colon = range.indexOf(':');
        return colon < 0 ? range : range.substring(0, colon);
    }

    /// The name of a cell, such as `AB12`.
    static String reference(int column, int row) {
        return letters(column) + row;
    }

    static String letters(int column) {
        var last = String.valueOf((char) ('A' + column % 26));
        return column < 26 ? last : letters(column / 26 - 1) + last;
    }
}
