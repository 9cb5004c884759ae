package dev.halftone.engine.catalog;

import java.io.IOException;
import java.io.Reader;

/// The text of a tab-separated file, in which a quote at the start of a cell often is only a character:
/// `"Classic" mug`. Such a cell is put in quotes here, and its own quotes are doubled, so that it reads as it stands.
///
/// A cell is quoted if its closing quote ends it, and comes before the next tab or at least before the next line
/// break. So a quote that is not closed never hides the cells and rows after it.
final class TabQuoteReader extends Reader {
    // A quoted cell of more characters is longer than any limit. FastCSV finds that out.
    private static final int LONGEST_CELL = 16 * 1024 * 1024;

    private static final int BLOCK = 8192;

    private final Lookahead text;

    /// So many characters are copied as they stand.
    private int decided;

    private boolean atCellStart = true;

    TabQuoteReader(Reader text) {
        this.text = new Lookahead(text);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (decided == 0) decide();
        if (decided == 0) return -1;
        int count = Math.min(length, decided);
        text.take(buffer, offset, count);
        decided -= count;
        return count;
    }

    /// Decides about the text up to the next quote at the start of a cell; if the text begins with one, about that
    /// cell.
    private void decide() throws IOException {
        if (!text.has(0)) return;
        if (atCellStart && text.at(0) == '"') {
            decideQuoted();
            return;
        }
        int i = 0;
        while (i < BLOCK && text.has(i) && !(atCellStart && text.at(i) == '"')) {
            char c = text.at(i++);
            atCellStart = isCellEnd(c) || (atCellStart && c == ' ');
        }
        decided = i;
    }

    private void decideQuoted() throws IOException {
        atCellStart = false;
        int quoted = quotedLength(text, 0);
        decided = quoted < 0 ? quote() : quoted;
    }

    /// The length of the cell that begins with a quote at `from`, without blanks after it; -1 if it is not quoted.
    static int quotedLength(Lookahead text, int from) throws IOException {
        boolean hasTab = false;
        boolean hasLineBreak = false;
        int i = from + 1;
        while (i < from + LONGEST_CELL) {
            if (!text.has(i)) return -1;
            char c = text.at(i++);
            hasTab |= c == '\t';
            hasLineBreak |= isCellEnd(c) && c != '\t';
            if (hasTab && hasLineBreak) return -1;
            if (c != '"') continue;
            if (!text.has(i) || text.at(i) != '"') return endsCell(text, i) ? i - from : -1;
            i++;
        }
        return LONGEST_CELL;
    }

    private static boolean endsCell(Lookahead text, int from) throws IOException {
        int i = from;
        while (text.has(i) && text.at(i) == ' ') i++;
        return !text.has(i) || isCellEnd(text.at(i));
    }

    private static boolean isCellEnd(char c) {
        return c == '\t' || c == '\n' || c == '\r';
    }

    /// Puts the next cell in quotes, and returns its new length.
    private int quote() throws IOException {
        int length = 0;
        while (text.has(length) && !isCellEnd(text.at(length))) length++;
        var cell = '"' + text.text(length).replace("\"", "\"\"") + '"';
        text.replace(length, cell);
        return cell.length();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
