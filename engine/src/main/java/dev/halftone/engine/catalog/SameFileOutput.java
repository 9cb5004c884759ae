package dev.halftone.engine.catalog;

import dev.halftone.engine.catalog.CellCopier.RawCell;
import dev.halftone.engine.request.CatalogOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Writes an accepted file again with new URLs in place of its own. All other bytes stay as they are.
///
/// The file is read twice side by side: once for its products, which say where their URLs stand, and once to be copied.
/// Memory use does not depend on its size.
public final class SameFileOutput {
    /// What ends a cell or an entry of it, or is no character of a URL (RFC 3986 §2).
    private static final String ESCAPED = ",;|\"<> \t\\^`{}";

    private final CatalogReader catalog;

    public SameFileOutput(CatalogReader catalog) {
        this.catalog = catalog;
    }

    /// Writes the file, and leaves `out` open.
    ///
    /// @param newUrls for the first products, in order, what to write for each image; empty keeps its URL
    /// @throws IllegalStateException if it does not fit the products of the file
    public void write(Path file, CatalogOptions options, Iterator<List<Optional<String>>> newUrls, OutputStream out)
            throws IOException {
        if (!(catalog.open(file, options) instanceof CsvTable table))
            throw new IllegalArgumentException("not a CSV: " + file);
        var charset = CopyCharset.of(table.encoding().charset());
        try (var products = new ProductReader(table.rows(), table.products());
                var bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            out.write(bytes.readNBytes(table.encoding().markBytes()));
            var copier = new CellCopier(
                    new InputStreamReader(bytes, charset.charset()),
                    table.header().delimiter(),
                    new OutputStreamWriter(out, charset.charset()));
            copier.copyLines(table.header().line() - 1);
            var urls = new UrlReplacement(products, newUrls, charset, table.header());
            copier.copyRecords(urls);
            urls.requireEnd();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// A new URL as it may stand in any cell. Our own names have nothing to escape, but the address before them may.
    static String escaped(String url) {
        var escaped = new StringBuilder();
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (ESCAPED.indexOf(c) < 0) escaped.append(c);
            else escaped.append("%%%02X".formatted((int) c));
        }
        return escaped.toString();
    }

    /// Replaces the URLs in the cells of the products.
    private static final class UrlReplacement implements CellCopier.Cells {
        private final ProductReader products;
        private final Iterator<List<Optional<String>>> newUrls;
        private final CopyCharset charset;
        private final boolean[] isImageColumn;
        private Optional<Product> next;
        private List<Product.Image> images = List.of();
        private List<Optional<String>> urls = List.of();

        UrlReplacement(
                ProductReader products,
                Iterator<List<Optional<String>>> newUrls,
                CopyCharset charset,
                HeaderResult.Header header) {
            this.products = products;
            this.newUrls = newUrls;
            this.charset = charset;
            this.isImageColumn = new boolean[header.width()];
            header.columns().images().forEach(image -> isImageColumn[image.position()] = true);
            this.next = nextProduct();
        }

        private Optional<Product> nextProduct() {
            return products.hasNext() ? Optional.of(products.next()) : Optional.empty();
        }

        @Override
        public void startRecord(long line) {
            // While a request is being expanded, it has only the first products.
            var product = next.filter(found -> found.line() == line && newUrls.hasNext());
            images = product.map(Product::images).orElse(List.of());
            if (product.isEmpty()) return;
            urls = newUrls.next();
            if (urls.size() != images.size())
                throw new IllegalStateException("%d URLs for %d images".formatted(urls.size(), images.size()));
            next = nextProduct();
        }

        @Override
        public boolean isWanted(int column) {
            return !images.isEmpty() && column < isImageColumn.length && isImageColumn[column];
        }

        @Override
        public String replaced(int column, RawCell cell) {
            var places = IntStream.range(0, images.size())
                    .filter(i -> images.get(i).column() == column && urls.get(i).isPresent())
                    .toArray();
            if (places.length == 0) return cell.written();
            var text = text(cell);
            var replaced = new StringBuilder();
            int copied = 0;
            for (int place : places) {
                var image = images.get(place);
                if (image.end() > text.length()) throw new IllegalStateException("not the accepted file");
                replaced.append(cell.written(), copied, text.position(image.begin()));
                replaced.append(escaped(urls.get(place).orElseThrow()));
                copied = text.position(image.end());
            }
            return replaced.append(cell.written(), copied, cell.written().length())
                    .toString();
        }

        /// The text of the cell, as [RowReader] reads it.
        private CopyCharset.Text text(RawCell cell) {
            var read = new StringBuilder();
            var positions = new int[cell.end() - cell.begin() + 1];
            for (int i = cell.begin(); i < cell.end(); i++) {
                positions[read.length()] = i;
                read.append(cell.written().charAt(i));
                if (cell.isEscaped() && cell.written().charAt(i) == '"') i++;
            }
            positions[read.length()] = cell.end();
            return charset.decode(read.toString(), Arrays.copyOf(positions, read.length() + 1));
        }

        void requireEnd() {
            if (newUrls.hasNext()) throw new IllegalStateException("the file has fewer products than the request");
        }
    }
}
