package dev.halftone.engine.catalog;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.halftone.engine.request.CatalogOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Writes an accepted file of the standard layout again as the output CSV with all its columns, and `Output Image URLs`
/// as the last.
public final class AllColumnsCsv {
    private final CatalogReader catalog;

    public AllColumnsCsv(CatalogReader catalog) {
        this.catalog = catalog;
    }

    /// Writes the file, and leaves `out` open.
    ///
    /// @param rows the output rows of the first products, in order
    public void write(
            Path file,
            CatalogOptions options,
            Iterator<OutputCsv.Row> rows,
            OutputCsv.CellStyle cellStyle,
            OutputStream out)
            throws IOException {
        if (!(catalog.open(file, options) instanceof CsvTable table))
            throw new IllegalArgumentException("not a CSV: " + file);
        var header = table.header();
        var csv = OutputCsv.writer(out);
        try (var products = new ProductReader(table.rows(), table.products());
                var records = RowReader.CsvDialect.readerFor(header.delimiter())
                        .ofCsvRecord(RowReader.CsvDialect.text(table.encoding().open(file), header.delimiter()))) {
            records.skipLines(Math.toIntExact(header.line() - 1));
            csv.writeRecord(with(header.names(), "Output Image URLs"));
            var all = records.iterator();
            while (rows.hasNext()) {
                var record = next(all, products.next().line());
                csv.writeRecord(cells(record, header, rows.next()).stream()
                        .map(cellStyle::written)
                        .toList());
            }
            csv.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// The record that begins in this line.
    private static CsvRecord next(Iterator<CsvRecord> all, long line) {
        var record = all.next();
        while (record.getStartingLineNumber() < line) record = all.next();
        return record;
    }

    /// The cells of a record, as many as the header has, and the output URLs.
    private static List<String> cells(CsvRecord record, HeaderResult.Header header, OutputCsv.Row row) {
        var cells = new ArrayList<String>();
        for (int i = 0; i < header.width(); i++) cells.add(i < record.getFieldCount() ? record.getField(i) : "");
        // Several cells of URLs at the end of a row are one.
        if (header.urlsAreLast() && record.getFieldCount() > header.width())
            cells.set(header.width() - 1, row.inputImageUrls());
        return with(cells, row.outputImageUrls());
    }

    private static List<String> with(List<String> cells, String last) {
        var all = new ArrayList<>(cells);
        all.add(last);
        return all;
    }
}
