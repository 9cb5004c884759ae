package dev.halftone.engine.catalog;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;

/// Copies a CSV as it stands, except for cells that are replaced.
///
/// Finds the same records, cells and lines as [RowReader], which reads with FastCSV: a cell is quoted if a quote is
/// its first character besides blanks and control characters. In tab-separated files [TabQuoteReader] has the rule.
final class CellCopier {
    private static final int FLUSHED_CHARS = 16 * 1024;

    private final Lookahead text;
    private final Writer out;
    private final char delimiter;
    private final StringBuilder copied = new StringBuilder();
    private long line = 1;

    CellCopier(Reader text, Delimiter delimiter, Writer out) {
        this.text = new Lookahead(text);
        this.out = out;
        this.delimiter = delimiter.character();
    }

    /// Decides which cells are replaced.
    interface Cells {
        /// Called at the start of each record with its first line, from 1.
        void startRecord(long line);

        /// Whether a cell may be replaced.
        ///
        /// @param column from 0
        boolean isWanted(int column);

        /// What to write for a wanted cell.
        String replaced(int column, RawCell cell);
    }

    /// A cell as it stands in the file.
    ///
    /// @param written with quotes and blanks around them
    /// @param begin where its text begins
    /// @param end the index after its text
    /// @param isEscaped whether a quote within the text is written twice
    record RawCell(String written, int begin, int end, boolean isEscaped) {}

    /// Copies lines of the file, whatever they are. Only before the first record is copied.
    void copyLines(long count) throws IOException {
        for (long i = 0; i < count && text.has(0); i++) {
            while (text.has(0) && !isLineBreak(text.at(0))) copyOne();
            if (text.has(0)) copyLineBreak();
            flushIfLarge();
        }
    }

    /// Copies all records that are left.
    ///
    /// @throws IllegalStateException at a quote that is not closed, or followed by text
    void copyRecords(Cells cells) throws IOException {
        while (text.has(0)) {
            copyRecord(cells);
            flushIfLarge();
        }
        out.append(copied);
        out.flush();
    }

    private void copyRecord(Cells cells) throws IOException {
        cells.startRecord(line);
        int column = 0;
        if (!isLineBreak(text.at(0))) {
            copyCell(column++, cells);
            while (text.has(0) && text.at(0) == delimiter) {
                copyOne();
                copyCell(column++, cells);
            }
        }
        if (text.has(0)) copyLineBreak();
    }

    private void copyCell(int column, Cells cells) throws IOException {
        boolean isWanted = cells.isWanted(column);
        if (isWanted) flush();
        var cell = copyCell(isWanted);
        if (!isWanted) return;
        var written = copied.toString();
        copied.setLength(0);
        copied.append(cells.replaced(
                column, new RawCell(written, cell.begin(), cell.end(written.length()), cell.isEscaped())));
    }

    /// Where the text of a cell stands.
    ///
    /// @param closing the index of its closing quote; -1 if it has none, and ends with its text
    private record Bounds(int begin, int closing, boolean isEscaped) {
        int end(int length) {
            return closing < 0 ? length : closing;
        }
    }

    private Bounds copyCell(boolean isWhole) throws IOException {
        int blanks = 0;
        boolean hasSpacesOnly = true;
        while (text.has(blanks) && text.at(blanks) <= ' ' && !isCellEnd(text.at(blanks)))
            hasSpacesOnly &= text.at(blanks++) == ' ';
        if (!text.has(blanks) || text.at(blanks) != '"') return copyPlain(0, isWhole);
        boolean isCharacter = delimiter == '\t' && hasSpacesOnly && TabQuoteReader.quotedLength(text, blanks) < 0;
        return isCharacter ? copyPlain(blanks, isWhole) : copyQuoted(blanks, isWhole);
    }

    private Bounds copyPlain(int begin, boolean isWhole) throws IOException {
        while (text.has(0) && !isCellEnd(text.at(0))) {
            copyOne();
            if (!isWhole) flushIfLarge();
        }
        return new Bounds(begin, -1, false);
    }

    private Bounds copyQuoted(int blanks, boolean isWhole) throws IOException {
        for (int i = 0; i <= blanks; i++) copyOne();
        while (!isClosingQuote()) {
            if (isLineBreak(text.at(0))) copyLineBreak();
            else if (text.at(0) == '"') copyTwo();
            else copyOne();
            if (!isWhole) flushIfLarge();
        }
        int closing = copied.length();
        copyOne();
        while (text.has(0) && !isCellEnd(text.at(0))) {
            if (text.at(0) > ' ') throw faulty("text follows a closing quote");
            copyOne();
        }
        return new Bounds(blanks + 1, closing, true);
    }

    private boolean isClosingQuote() throws IOException {
        if (!text.has(0)) throw faulty("a quote is not closed");
        return text.at(0) == '"' && !(text.has(1) && text.at(1) == '"');
    }

    private IllegalStateException faulty(String problem) {
        return new IllegalStateException("not the file that was accepted: " + problem + " in line " + line);
    }

    private boolean isCellEnd(char c) {
        return c == delimiter || isLineBreak(c);
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }

    private void copyLineBreak() throws IOException {
        if (text.at(0) == '\r' && text.has(1) && text.at(1) == '\n') copyOne();
        copyOne();
        line++;
    }

    private void copyTwo() {
        copyOne();
        copyOne();
    }

    private void copyOne() {
        copied.append(text.take());
    }

    private void flushIfLarge() throws IOException {
        if (copied.length() >= FLUSHED_CHARS) flush();
    }

    private void flush() throws IOException {
        out.append(copied);
        copied.setLength(0);
    }
}
