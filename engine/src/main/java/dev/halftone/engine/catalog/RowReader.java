package dev.halftone.engine.catalog;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/// The rows of a file, one after the other, up to its end or to the first [RowReader.BrokenCell].
final class RowReader implements AutoCloseable {
    private static final int READ_AHEAD = 3 * 8192;

    private final Header header;
    private final int maxFieldChars;
    private final CellLimitReader meter;
    private final RowHandler handler;
    private final CsvReader<Row> csv;
    private final CloseableIterator<Row> rows;

    /// A row, or why there are no more.
    sealed interface Reading permits Row, RowReader.BrokenCell, RowReader.End {}

    /// All rows have been read.
    record End() implements Reading {}

    RowReader(Reader text, Header header, int maxFieldChars) {
        // A quote within quotes is written twice: as much has to be read before a cell is too long for certain.
        int budget = 2 * maxFieldChars + READ_AHEAD;
        this.header = header;
        this.maxFieldChars = maxFieldChars;
        this.meter = new CellLimitReader(text, budget);
        this.handler = new RowHandler(header, maxFieldChars, meter);
        // FastCSV's own limit must not be met before the meter's, which says more.
        this.csv = CsvDialect.readerFor(header.delimiter())
                .maxBufferSize(2 * budget)
                .build(handler, meter);
        this.rows = csv.iterator();
    }

    /// Leaves out lines of the file, not rows; only before the first row is read.
    void skipLines(long count) throws IOException {
        try {
            csv.skipLines(Math.toIntExact(count));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// The next row; or why there is none, after which there is nothing more to ask for.
    Reading next() throws IOException {
        try {
            Reading next = rows.hasNext() ? rows.next() : new End();
            return meter.isTruncated() ? tooLong(handler.lastPlace()) : next;
        } catch (CsvParseException e) {
            // With a cause it is no fault of the file: FastCSV wraps whatever is thrown while it reads.
            if (e.getCause() != null) throw e;
            return quoteFault(handler.nextPlace());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private BrokenCell quoteFault(Position position) throws IOException {
        var name = header.name(position.column());
        if (!meter.hasEnded()) return BrokenCell.textAfterQuote(position, name);
        if (meter.isTruncated() && meter.quoteClosesLater(header.delimiter().sign())) return tooLong(position);
        return BrokenCell.unclosed(position, name);
    }

    private BrokenCell tooLong(Position position) {
        return BrokenCell.tooLong(position, header.name(position.column()), maxFieldChars);
    }

    /// How much of the file has been read, in characters.
    long charsRead() {
        return meter.charsRead();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    /// A cell behind which the others cannot be told apart any more: where it ends is anybody's guess.
    record BrokenCell(Position position, Violation.Code code, String message) implements RowReader.Reading {

        /// A quote opens the cell, and the file ends before it is closed.
        ///
        /// @param name of the column, as messages name it
        static BrokenCell unclosed(Position position, String name) {
            return new BrokenCell(
                    position,
                    Violation.Code.UNBALANCED_QUOTE,
                    "The quote that opens the cell for " + name
                            + " is never closed. Close it at the end of the cell, or" + " take it away.");
        }

        /// Something other than blanks stands between the closing quote and the end of the cell.
        static BrokenCell textAfterQuote(Position position, String name) {
            return new BrokenCell(
                    position,
                    Violation.Code.UNBALANCED_QUOTE,
                    "In the cell for " + name
                            + ", text follows the closing quote. Write a quote that belongs to the text"
                            + " twice (\"\"), and put the closing quote at the end of the cell.");
        }

        static BrokenCell tooLong(Position position, String name, int maxFieldChars) {
            return new BrokenCell(
                    position,
                    Violation.Code.FIELD_TOO_LONG,
                    "The cell for " + name + " has more than the " + maxFieldChars + " characters that a cell may have"
                            + " (max-field-chars). If no quote is missing, spread its content over several rows.");
        }
    }

    /// How every record is read: RFC 4180, a little more forgiving.
    ///
    /// Lines end in LF, CRLF or CR. Blanks around a quoted cell are dropped: people write `1, "Chair",
    /// "https://…"`. In an unquoted cell a quote is a character like any other (`27" monitor`). Anything but
    /// blanks after a closing quote is a fault: where one quote is wrong, a guess would shift all the cells
    /// behind it.
    static final class CsvDialect {
        private CsvDialect() {}

        static CsvReader.CsvReaderBuilder readerFor(Delimiter delimiter) {
            return CsvReader.builder()
                    .fieldSeparator(delimiter.sign())
                    .trimWhitespacesAroundQuotes(true)
                    .allowUnclosedQuote(false)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
        }
    }
}
