package dev.halftone.engine.catalog;

import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.xlsx.SheetEdits;
import dev.halftone.engine.xlsx.SheetEdits.RowEdit;
import dev.halftone.engine.xlsx.SheetReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes an accepted workbook again with new URLs, and its sheet as a CSV.
public final class SheetOutput {
    private static final String OUTPUT_COLUMN = "Output Image URLs";

    private final CatalogReader catalog;

    public SheetOutput(CatalogReader catalog) {
        this.catalog = catalog;
    }

    /// The new URLs of a product.
    ///
    /// @param inPlace for each image what to write in its place; empty keeps the URL
    /// @param joined the cell of the output column
    public record NewUrls(List<Optional<String>> inPlace, String joined) {}

    /// Writes the workbook: in the standard layout with a column more, in others with new URLs in place of the old
    /// ones. Leaves `out` open.
    ///
    /// @param newUrls those of the first products, in order
    public void writeWorkbook(Path file, CatalogOptions options, Iterator<NewUrls> newUrls, OutputStream out)
            throws IOException {
        var table = open(file, options);
        var isStandard = table.header().columns().isStandard();
        var added = isStandard ? OptionalInt.of(widest(table)) : OptionalInt.empty();
        try (var workbook = table.openWorkbook();
                var products = new ProductReader(table.rows(), table.products())) {
            var edits = new Edits(table, products, newUrls, added);
            workbook.copy(table.sheet(), new SheetEdits(added, edits), out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// The number of columns with cells anywhere in the sheet.
    private static int widest(SheetTable table) throws IOException {
        int width = table.header().width();
        try (var workbook = table.openWorkbook();
                var rows = workbook.rows(table.sheet())) {
            while (rows.next() instanceof SheetReader.Row row)
                width = Math.max(width, row.cells().getLast().column() + 1);
        }
        return width;
    }

    /// The changed cells of the sheet, row by row.
    private static final class Edits implements Iterator<RowEdit> {
        private final SheetTable table;
        private final ProductReader products;
        private final Iterator<NewUrls> newUrls;
        private final OptionalInt added;
        private boolean isHeaderWritten;

        Edits(SheetTable table, ProductReader products, Iterator<NewUrls> newUrls, OptionalInt added) {
            this.table = table;
            this.products = products;
            this.newUrls = newUrls;
            this.added = added;
            this.isHeaderWritten = added.isEmpty();
        }

        @Override
        public boolean hasNext() {
            return !isHeaderWritten || (products.hasNext() && newUrls.hasNext());
        }

        @Override
        public RowEdit next() {
            if (!hasNext()) throw new NoSuchElementException();
            var texts = new TreeMap<Integer, String>();
            if (!isHeaderWritten) {
                isHeaderWritten = true;
                texts.put(added.getAsInt(), OUTPUT_COLUMN);
                return new RowEdit((int) table.header().line(), texts);
            }
            var product = products.next();
            var urls = newUrls.next();
            added.ifPresentOrElse(
                    column -> texts.put(column, urls.joined()), () -> texts.putAll(replaced(product, urls.inPlace())));
            return new RowEdit((int) product.line(), texts);
        }
    }

    /// Writes the sheet from its header on as a CSV (RFC 4180, UTF-8), changed as the workbook is. Leaves `out` open.
    ///
    /// @param newUrls those of the first products, in order
    public void writeCsv(
            Path file,
            CatalogOptions options,
            Iterator<NewUrls> newUrls,
            OutputCsv.CellStyle cellStyle,
            OutputStream out)
            throws IOException {
        var table = open(file, options);
        var width = table.header().width();
        var isStandard = table.header().columns().isStandard();
        var csv = OutputCsv.writer(out);
        try (var workbook = table.openWorkbook();
                var rows = workbook.rows(table.sheet());
                var products = new ProductReader(table.rows(), table.products())) {
            var header = new ArrayList<>(table.header().names());
            if (isStandard) header.add(OUTPUT_COLUMN);
            csv.writeRecord(header);
            var next = next(products);
            while (rows.next() instanceof SheetReader.Row row) {
                if (row.number() <= table.header().line()) continue;
                var cells = cells(row, width);
                var isProduct =
                        next.filter(product -> product.line() == row.number()).isPresent() && newUrls.hasNext();
                if (isProduct) {
                    var urls = newUrls.next();
                    if (isStandard) cells.add(urls.joined());
                    else replaced(next.orElseThrow(), urls.inPlace()).forEach(cells::set);
                    next = next(products);
                } else if (isStandard) {
                    continue;
                }
                csv.writeRecord(cells.stream().map(cellStyle::written).toList());
            }
            csv.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Optional<Product> next(ProductReader products) {
        return products.hasNext() ? Optional.of(products.next()) : Optional.empty();
    }

    private static List<String> cells(SheetReader.Row row, int width) {
        var cells = new ArrayList<String>();
        for (int column = 0; column < width; column++) cells.add("");
        for (var cell : row.cells()) if (cell.column() < width) cells.set(cell.column(), SheetRows.shownText(cell));
        return cells;
    }

    /// The new texts of the image cells of a product, by their column.
    private static SortedMap<Integer, String> replaced(Product product, List<Optional<String>> urls) {
        if (urls.size() != product.images().size())
            throw new IllegalStateException("%d URLs for %d images"
                    .formatted(urls.size(), product.images().size()));
        var texts = new TreeMap<Integer, String>();
        // From the last image on, so that the places of those before it stay right.
        for (int i = urls.size() - 1; i >= 0; i--) {
            var image = product.images().get(i);
            if (urls.get(i).isEmpty()) continue;
            var text = texts.getOrDefault(image.column(), image.cell());
            texts.put(
                    image.column(),
                    text.substring(0, image.begin())
                            + SameFileOutput.escaped(urls.get(i).get())
                            + text.substring(image.end()));
        }
        return texts;
    }

    private SheetTable open(Path file, CatalogOptions options) throws IOException {
        if (catalog.open(file, options) instanceof SheetTable table) return table;
        throw new IllegalArgumentException("not a workbook: " + file);
    }
}
