package dev.halftone.engine.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;

/// The CSV that goes out: RFC 4180, UTF-8 without a byte order mark, every line ended by CRLF, the header first.
///
/// The same rows make the same bytes: a cell stands in quotes where a comma, a quote, CR or LF is in it (RFC 4180 §2),
/// and nowhere else.
public final class OutputCsv {
    private static final char NOTHING_IS_A_COMMENT = '\0';

    private OutputCsv() {}

    /// Writes the header and the rows, one by one as they come, and flushes; leaves `out` open.
    public static void write(Iterator<ReportRow> rows, OutputStream out) throws IOException {
        var csv = writer(out);
        try {
            csv.writeRecord("Serial Number", "Product Name", "Input Image URLs", "Output Image URLs");
            rows.forEachRemaining(row -> write(row, csv));
            csv.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(ReportRow row, CsvWriter csv) {
        csv.writeRecord(row.serialNumber(), row.productName(), row.inputImageUrls(), row.outputImageUrls());
    }

    private static CsvWriter writer(OutputStream out) {
        return CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(QuoteStrategies.REQUIRED)
                // Without this a serial number like #12 would be put in quotes.
                .commentCharacter(NOTHING_IS_A_COMMENT)
                .build(out);
    }
}
