package dev.halftone.engine.intake;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/// The rows of a file, one after the other, up to its end or to the first [Fault].
final class RowReader implements AutoCloseable {
    private static final int READ_AHEAD = 3 * 8192;

    private final Header header;
    private final int maxFieldChars;
    private final FieldMeter meter;
    private final RowHandler handler;
    private final CsvReader<Row> csv;
    private final CloseableIterator<Row> rows;

    /// A row, or why there are no more.
    sealed interface Reading permits Row, Fault, RowReader.End {}

    /// All rows have been read.
    record End() implements Reading {}

    RowReader(Reader text, Header header, int maxFieldChars) {
        // A quote within quotes is written twice: as much has to be read before a cell is too long for certain.
        int budget = 2 * maxFieldChars + READ_AHEAD;
        this.header = header;
        this.maxFieldChars = maxFieldChars;
        this.meter = new FieldMeter(text, budget);
        this.handler = new RowHandler(header, maxFieldChars, meter);
        // FastCSV's own limit must not be met before the meter's, which says more.
        this.csv = Dialect.of(header.delimiter()).maxBufferSize(2 * budget).build(handler, meter);
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
            return meter.isCut() ? tooLong(handler.lastPlace()) : next;
        } catch (CsvParseException e) {
            // With a cause it is no fault of the file: FastCSV wraps whatever is thrown while it reads.
            if (e.getCause() != null) throw e;
            return quoteFault(handler.nextPlace());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Fault quoteFault(Place place) throws IOException {
        var name = header.name(place.column());
        if (!meter.hasEnded()) return Fault.textAfterQuote(place, name);
        if (meter.isCut() && meter.closesFurtherOn(header.delimiter().sign())) return tooLong(place);
        return Fault.unclosed(place, name);
    }

    private Fault tooLong(Place place) {
        return Fault.tooLong(place, header.name(place.column()), maxFieldChars);
    }

    /// How much of the file has been read, in characters.
    long charsRead() {
        return meter.charsRead();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
