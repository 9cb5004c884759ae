package dev.halftone.engine.catalog;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;

/// Reads the rows of a file up to its end or to the first [RowReader.BrokenCell].
final class RowReader implements Table.Rows {
    private final HeaderResult.Header header;
    private final CellLimitReader limitReader;
    private final RowHandler handler;
    private final CsvReader<Row> csv;
    private final CloseableIterator<Row> rows;

    /// A row, or why there is no next one.
    sealed interface Reading permits RowReader.Row, RowReader.RepeatedHeader, RowReader.BrokenCell, RowReader.End {}

    /// A row that has the names of the columns in place of their content, as in files that were put together.
    record RepeatedHeader(long line, long lastLine) implements Reading {}

    /// All rows have been read.
    record End() implements Reading {}

    RowReader(Reader text, HeaderResult.Header header, int maxFieldChars) {
        this.header = header;
        this.limitReader = new CellLimitReader(CsvDialect.text(text, header.delimiter()));
        this.handler = new RowHandler(header, maxFieldChars, limitReader);
        // FastCSV's own limit must be higher than ours, whose message says more.
        int maxCellChars = Math.max(handler.maxCellChars(true), handler.maxCellChars(false));
        this.csv = CsvDialect.readerFor(header.delimiter())
                .maxBufferSize(2 * maxCellChars)
                .build(handler, limitReader);
        this.rows = csv.iterator();
    }

    /// Skips lines of the file, not rows. Only before the first row is read.
    void skipLines(long count) throws IOException {
        try {
            csv.skipLines(Math.toIntExact(count));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public Reading next() throws IOException {
        try {
            if (!rows.hasNext()) return limitReader.isTruncated() ? tooLong(handler.lastPosition()) : new End();
            var row = rows.next();
            if (limitReader.isTruncated()) return tooLong(handler.lastPosition());
            return header.isRepeatedIn(row) ? new RepeatedHeader(row.line(), row.lastLine()) : row;
        } catch (CsvParseException e) {
            // An exception with a cause is not a fault of the file: FastCSV wraps exceptions thrown while
            // reading.
            if (e.getCause() != null) throw e;
            return quoteFault(handler.nextPosition());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private BrokenCell quoteFault(ProblemCollector.Position position) throws IOException {
        var name = header.name(position.column());
        if (!limitReader.hasEnded()) return BrokenCell.textAfterQuote(position, name);
        if (limitReader.isTruncated()
                && limitReader.quoteClosesLater(header.delimiter().character())) return tooLong(position);
        return BrokenCell.unclosed(position, name);
    }

    private BrokenCell tooLong(ProblemCollector.Position position) {
        return BrokenCell.tooLong(position, header.name(position.column()), handler.maxFieldChars(position.column()));
    }

    @Override
    public long charsRead() {
        return limitReader.charsRead();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    /// A cell with an unknown end, so that the following cells cannot be read.
    record BrokenCell(ProblemCollector.Position position, Violation.Code code, String message)
            implements RowReader.Reading {

        /// The cell starts with a quote that is never closed.
        ///
        /// @param name of the column, as in messages
        static BrokenCell unclosed(ProblemCollector.Position position, String name) {
            return new BrokenCell(
                    position,
                    Violation.Code.UNBALANCED_QUOTE,
                    "The quote that opens the cell for " + name
                            + " is never closed. Close it at the end of the cell, or remove it.");
        }

        /// Text follows the closing quote of the cell.
        static BrokenCell textAfterQuote(ProblemCollector.Position position, String name) {
            return new BrokenCell(
                    position,
                    Violation.Code.UNBALANCED_QUOTE,
                    "In the cell for " + name
                            + ", text follows the closing quote. Write a quote that belongs to the text"
                            + " twice (\"\"), and put the closing quote at the end of the cell.");
        }

        static BrokenCell tooLong(ProblemCollector.Position position, String name, int maxFieldChars) {
            return new BrokenCell(
                    position,
                    Violation.Code.FIELD_TOO_LONG,
                    "The cell for " + name + " has more than the " + maxFieldChars + " characters that a cell may have"
                            + " (max-field-chars). If no quote is missing, spread its content over several rows.");
        }
    }

    /// The CSV dialect: RFC 4180, slightly relaxed.
    ///
    /// Lines end in LF, CRLF or CR. Blanks around a quoted cell are dropped, as in `1, "Chair",
    /// "https://…"`. In an unquoted cell a quote is an ordinary character (`27" monitor`). Text after a
    /// closing quote is a violation: a wrong guess would shift all following cells.
    static final class CsvDialect {
        private CsvDialect() {}

        /// The text as FastCSV can read it.
        static Reader text(Reader text, Delimiter delimiter) {
            return delimiter == Delimiter.TAB ? new TabQuoteReader(text) : text;
        }

        static CsvReader.CsvReaderBuilder readerFor(Delimiter delimiter) {
            return CsvReader.builder()
                    .fieldSeparator(delimiter.character())
                    .trimWhitespacesAroundQuotes(true)
                    .allowUnclosedQuote(false)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
        }
    }

    /// One non-blank record of the file, unchanged.
    ///
    /// @param line the line of the file on which it starts
    /// @param lastLine the line on which it ends
    /// @param width its number of cells; several URLs at the end count as one, blank cells beyond the
    /// header as none
    /// @param cells those that are used and exist, by their position
    /// @param overlong the cells that exceed the limit, truncated
    record Row(long line, long lastLine, int width, RowCells cells, List<Cell> overlong) implements RowReader.Reading {

        /// The cell at this position; blank if the row ends before it.
        Cell cell(int position) {
            var cell = cells.get(position);
            return cell == null ? new Cell(new ProblemCollector.Position(line, position + 1), "") : cell;
        }

        /// One cell: its text without enclosing quotes, and its position.
        record Cell(ProblemCollector.Position position, String text) {
            boolean isBlank() {
                return Whitespace.isBlank(text);
            }
        }
    }
}
