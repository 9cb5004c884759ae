package dev.halftone.engine.catalog;

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
    public static void write(Iterator<Row> rows, OutputStream out) throws IOException {
        var csv = writer(out);
        try {
            csv.writeRecord("Serial Number", "Product Name", "Input Image URLs", "Output Image URLs");
            rows.forEachRemaining(row -> write(row, csv));
            csv.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(Row row, CsvWriter csv) {
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

    /// How the cells of the output CSV are written.
    public enum CellStyle {
        /// As they came: whoever reads the CSV gets the data.
        ORIGINAL {
            @Override
            String written(String cell) {
                return cell;
            }
        },

        /// With an apostrophe before what a spreadsheet would take for a formula, which may send other cells
        /// away or start programs (OWASP, "CSV Injection"). A plain number is no formula, though it may begin
        /// as one, and stays a number.
        SAFE_FOR_SPREADSHEETS {
            @Override
            String written(String cell) {
                return beginsAsFormula(cell) && !cell.matches(NUMBER) ? "'" + cell : cell;
            }
        };

        /// The full-width ones are read like the others where such letters are written.
        private static final String BEGINNINGS = "=+-@\t\r\n＝＋－＠";

        private static final String NUMBER = "[+-][0-9]+([.,][0-9]+)?";

        abstract String written(String cell);

        private static boolean beginsAsFormula(String cell) {
            return !cell.isEmpty() && BEGINNINGS.indexOf(cell.charAt(0)) >= 0;
        }
    }

    /// One line of the CSV that goes out.
    ///
    /// @param serialNumber as it came in
    /// @param productName as it came in
    /// @param inputImageUrls as they came in, joined by commas
    /// @param outputImageUrls joined by commas, as many and in the same order; nothing in the place of an image
    /// that failed
    public record Row(String serialNumber, String productName, String inputImageUrls, String outputImageUrls) {
        /// The row with its cells written in this way.
        public Row written(CellStyle cellStyle) {
            return new Row(
                    cellStyle.written(serialNumber),
                    cellStyle.written(productName),
                    cellStyle.written(inputImageUrls),
                    cellStyle.written(outputImageUrls));
        }
    }
}
