package dev.halftone.engine.catalog;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// Writes the output CSV: RFC 4180, UTF-8 without a byte order mark, header first, every line ended by CRLF.
///
/// The same rows always give the same bytes. A cell is quoted only if it contains a comma, a quote, CR or LF (RFC
/// 4180 §2).
public final class OutputCsv {
    private static final List<String> HEADER =
            List.of("Serial Number", "Product Name", "Input Image URLs", "Output Image URLs");

    private static final char NO_COMMENTS = '\0';

    private OutputCsv() {}

    /// Writes the header and the rows one by one, and flushes. Leaves `out` open.
    public static void write(Iterator<Row> rows, OutputStream out) throws IOException {
        var csv = writer(out);
        try {
            csv.writeRecord(HEADER);
            rows.forEachRemaining(row -> csv.writeRecord(row.cells()));
            csv.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Does the same with a row for each failed place, and columns that say what failed there.
    public static void writeFailures(Iterator<FailedPlace> places, OutputStream out) throws IOException {
        var csv = writer(out);
        try {
            csv.writeRecord(with(HEADER, "Position", "Code", "Message"));
            places.forEachRemaining(place -> csv.writeRecord(place.cells()));
            csv.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<String> with(List<String> cells, String... more) {
        return Stream.concat(cells.stream(), Stream.of(more)).toList();
    }

    static CsvWriter writer(OutputStream out) {
        return CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(QuoteStrategies.REQUIRED)
                // Otherwise a serial number like #12 would be quoted.
                .commentCharacter(NO_COMMENTS)
                .build(out);
    }

    /// How the cells of the output CSV are written.
    public enum CellStyle {
        /// Unchanged, for programs.
        ORIGINAL {
            @Override
            String written(String cell) {
                return cell;
            }
        },

        /// With an apostrophe before anything that a spreadsheet would take for a formula, which could send
        /// other cells away or start programs (OWASP, "CSV Injection"). A signed number is not a formula
        /// and stays unchanged.
        SAFE_FOR_SPREADSHEETS {
            @Override
            String written(String cell) {
                return looksLikeFormula(cell) && !cell.matches(NUMBER) ? "'" + cell : cell;
            }
        };

        /// Spreadsheets in East Asian languages also accept the full-width signs.
        private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

        private static final String NUMBER = "[+-][0-9]+([.,][0-9]+)?";

        abstract String written(String cell);

        private static boolean looksLikeFormula(String cell) {
            return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
        }
    }

    /// One row of the output CSV.
    ///
    /// @param serialNumber as uploaded
    /// @param productName as uploaded
    /// @param inputImageUrls as uploaded, joined by commas
    /// @param outputImageUrls joined by commas, one for each input URL in the same order; empty for a
    /// failed image
    public record Row(String serialNumber, String productName, String inputImageUrls, String outputImageUrls) {
        /// The row in this cell style.
        public Row written(CellStyle cellStyle) {
            return new Row(
                    cellStyle.written(serialNumber),
                    cellStyle.written(productName),
                    cellStyle.written(inputImageUrls),
                    cellStyle.written(outputImageUrls));
        }

        private List<String> cells() {
            return List.of(serialNumber, productName, inputImageUrls, outputImageUrls);
        }
    }

    /// A place whose image failed.
    ///
    /// @param product the row of its product, with this place only
    /// @param position of the place in the product, from 1
    public record FailedPlace(Row product, int position, String code, String message) {
        /// The row in this cell style.
        public FailedPlace written(CellStyle cellStyle) {
            return new FailedPlace(product.written(cellStyle), position, code, cellStyle.written(message));
        }

        private List<String> cells() {
            return with(product.cells(), Integer.toString(position), code, message);
        }
    }
}
