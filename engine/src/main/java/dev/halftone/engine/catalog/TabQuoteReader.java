package dev.halftone.engine.catalog;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/// The text of a tab-separated file, in which a quote at the start of a cell often is only a character:
/// `"Classic" mug`. Such a cell is put in quotes here, and its own quotes are doubled, so that it reads as it stands.
///
/// A cell is quoted if its closing quote ends it, and comes before the next tab or at least before the next line
/// break. So a quote that is not closed never hides the cells and rows after it.
final class TabQuoteReader extends Reader {
    private static final int BLOCK = 8192;

    // A quoted cell of more characters is longer than any limit. FastCSV finds that out.
    private static final int LONGEST_CELL = 16 * 1024 * 1024;

    private final Reader text;
    private char[] window = new char[2 * BLOCK];
    private int begin;
    private int end;

    /// Up to here the window is copied as it stands.
    private int decided;

    private boolean atEnd;
    private boolean atCellStart = true;

    TabQuoteReader(Reader text) {
        this.text = text;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (begin == decided) decide();
        int count = Math.min(length, decided - begin);
        System.arraycopy(window, begin, buffer, offset, count);
        begin += count;
        return count == 0 ? -1 : count;
    }

    /// Decides about the text up to the next quote at the start of a cell; if the text begins with one, about that
    /// cell.
    private void decide() throws IOException {
        if (begin == end && !fill()) return;
        if (atCellStart && window[begin] == '"') {
            decideQuoted();
            return;
        }
        int i = begin;
        while (i < end && !(atCellStart && window[i] == '"')) {
            char c = window[i++];
            atCellStart = c == '\t' || c == '\n' || c == '\r' || (atCellStart && c == ' ');
        }
        decided = i;
    }

    private void decideQuoted() throws IOException {
        atCellStart = false;
        int quoted = quotedLength();
        int length = quoted < 0 ? quote() : quoted;
        decided = begin + length;
    }

    /// The length of the cell at the start of the window, without blanks after it; -1 if it is not quoted.
    private int quotedLength() throws IOException {
        boolean hasTab = false;
        boolean hasLineBreak = false;
        int i = 1;
        while (i < LONGEST_CELL) {
            if (!has(i)) return -1;
            char c = at(i++);
            hasTab |= c == '\t';
            hasLineBreak |= isCellEnd(c) && c != '\t';
            if (hasTab && hasLineBreak) return -1;
            if (c != '"') continue;
            if (!has(i) || at(i) != '"') return endsCell(i) ? i : -1;
            i++;
        }
        return LONGEST_CELL;
    }

    private boolean endsCell(int from) throws IOException {
        int i = from;
        while (has(i) && at(i) == ' ') i++;
        return !has(i) || isCellEnd(at(i));
    }

    private static boolean isCellEnd(char c) {
        return c == '\t' || c == '\n' || c == '\r';
    }

    /// Replaces the cell at the start of the window by the same cell in quotes, and returns its new length.
    private int quote() throws IOException {
        int length = 0;
        while (has(length) && !isCellEnd(at(length))) length++;
        var cell = '"' + new String(window, begin, length).replace("\"", "\"\"") + '"';
        int rest = end - begin - length;
        var replaced = new char[Math.max(window.length, cell.length() + rest + BLOCK)];
        cell.getChars(0, cell.length(), replaced, 0);
        System.arraycopy(window, begin + length, replaced, cell.length(), rest);
        window = replaced;
        begin = 0;
        end = cell.length() + rest;
        return cell.length();
    }

    private char at(int index) {
        return window[begin + index];
    }

    private boolean has(int index) throws IOException {
        while (begin + index >= end) {
            if (!fill()) return false;
        }
        return true;
    }

    /// Reads another block behind the window. Returns false at the end of the text.
    private boolean fill() throws IOException {
        if (atEnd) return false;
        if (window.length - end < BLOCK) makeRoom();
        int count = text.read(window, end, window.length - end);
        if (count < 0) atEnd = true;
        else end += count;
        return count > 0;
    }

    private void makeRoom() {
        int kept = end - begin;
        var moved = kept + BLOCK > window.length ? Arrays.copyOf(window, 2 * window.length) : window;
        System.arraycopy(window, begin, moved, 0, kept);
        window = moved;
        decided -= begin;
        begin = 0;
        end = kept;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
