package dev.halftone.engine.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/// The text of a file, ended early where a single cell gets out of hand: a quote that is never closed would otherwise
/// draw the rest of the file into memory as one cell.
final class CellLimitReader extends Reader {
    // How far to look for the end of a cell that was cut off, so that looking cannot be made to take for ever.
    private static final int FAR = 16 * 1024 * 1024;

    private final Reader text;
    private final int budget;

    // Begins below zero by as much as there is: before the first record, lines are skipped that may be of any
    // length.
    private long spent = Long.MIN_VALUE;
    private long charsRead;
    private boolean ended;
    private boolean cut;

    /// @param budget the characters that may be read for one cell, give or take a block
    CellLimitReader(Reader text, int budget) {
        this.text = text;
        this.budget = budget;
    }

    /// To be told at the begin of every cell: what is read from now on counts for a new one.
    void restart() {
        spent = 0;
    }

    /// Whether all was read that will ever be.
    boolean hasEnded() {
        return ended;
    }

    /// Whether the text was ended early.
    boolean isTruncated() {
        return cut;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (spent > budget) cut = true;
        int count = cut ? -1 : text.read(buffer, offset, length);
        if (count < 0) ended = true;
        else count(count);
        return count;
    }

    private void count(int chars) {
        spent += chars;
        charsRead += chars;
    }

    long charsRead() {
        return charsRead;
    }

    /// Whether the quoted cell that was cut off ends as it should, further on. To be asked once.
    boolean quoteClosesLater(char delimiter) throws IOException {
        var rest = new BufferedReader(text);
        for (int i = 0; i < FAR; i++) {
            int c = rest.read();
            charsRead++;
            if (c < 0) return false;
            if (c != '"') continue;
            int after = rest.read();
            if (after != '"') return after < 0 || after == delimiter || after == '\r' || after == '\n';
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
