package dev.halftone.engine.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/// The text of a file, which ends early if a single cell is too long. Otherwise an unclosed quote would pull the
/// rest of the file into memory as one cell.
final class CellLimitReader extends Reader {
    // How far to search for the end of a truncated cell, so that a file cannot make the search endless.
    private static final int MAX_SEARCH_CHARS = 16 * 1024 * 1024;

    private final Reader text;
    private int maxCellChars;

    // No limit before the first cell: skipped lines may have any length.
    private long cellChars = Long.MIN_VALUE;
    private long charsRead;
    private boolean ended;
    private boolean truncated;

    CellLimitReader(Reader text) {
        this.text = text;
    }

    /// Starts counting a new cell. Call it at the start of every cell.
    ///
    /// @param maxChars the most characters to read for it, plus or minus a block
    void startCell(int maxChars) {
        maxCellChars = maxChars;
        cellChars = 0;
    }

    /// Whether the end was reached, of the file or of a truncated text.
    boolean hasEnded() {
        return ended;
    }

    /// Whether the text ended early.
    boolean isTruncated() {
        return truncated;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (cellChars > maxCellChars) truncated = true;
        int count = truncated ? -1 : text.read(buffer, offset, length);
        if (count < 0) ended = true;
        else count(count);
        return count;
    }

    private void count(int chars) {
        cellChars += chars;
        charsRead += chars;
    }

    long charsRead() {
        return charsRead;
    }

    /// Whether the truncated quoted cell has a proper end later in the file. Call it once.
    boolean quoteClosesLater(char delimiter) throws IOException {
        var rest = new BufferedReader(text);
        for (int i = 0; i < MAX_SEARCH_CHARS; i++) {
            int c = rest.read();
            charsRead++;
            if (c < 0) return false;
            if (c != '"') continue;
            int next = rest.read();
            if (next != '"') return next < 0 || next == delimiter || next == '\r' || next == '\n';
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
