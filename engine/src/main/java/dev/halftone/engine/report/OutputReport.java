package dev.halftone.engine.report;

import dev.halftone.engine.catalog.AllColumnsCsv;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.catalog.OutputCsv;
import dev.halftone.engine.catalog.SameFileOutput;
import dev.halftone.engine.catalog.SheetOutput;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.Products.Place;
import dev.halftone.engine.ledger.Products.Row;
import dev.halftone.engine.request.CatalogOptions.FailedPlaces;
import dev.halftone.engine.request.CatalogOptions.Layout;
import dev.halftone.engine.request.ImageStatus;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.PublishedImage;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.storage.Uploads;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the output files of a request from the ledger in pages, so that memory use is constant and no connection
/// waits for a slow reader.
///
/// Once the request has ended, the bytes are always the same. Before that, unfinished products show the images
/// published so far.
public final class OutputReport {
    private static final int PAGE = 2_000;

    /// Before the end, a product of which an image has failed is still pending.

    private final Ledger ledger;
    private final CatalogReader catalog;
    private final Uploads uploads;

    public OutputReport(Ledger ledger, CatalogReader catalog, Uploads uploads) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.uploads = uploads;
    }

    /// Writes `output.csv`: in the standard layout the four columns, or all columns if they are kept; in others the
    /// uploaded file with new URLs, or the sheet of a workbook.
    public void write(Request request, OutputCsv.CellStyle cellStyle, OutputStream out) throws IOException {
        var options = request.options().catalog();
        var isStandard = options.layout() == Layout.STANDARD || options.layout() == Layout.AUTO;
        if (isStandard && !options.keepColumns()) writeFourColumns(request, cellStyle, out);
        else if (options.isWorkbook()) writeSheet(request, cellStyle, out);
        else if (isStandard) writeAllColumns(request, cellStyle, out);
        else writeSameFile(request, out);
    }

    /// Writes `output.xlsx`: the uploaded workbook with new URLs.
    public void writeWorkbook(Request request, OutputStream out) throws IOException {
        try (var upload = uploads.open(request.id())) {
            new SheetOutput(catalog)
                    .writeWorkbook(upload.path(), request.options().catalog(), sheetUrls(request), out);
        }
    }

    private void writeSheet(Request request, OutputCsv.CellStyle cellStyle, OutputStream out) throws IOException {
        try (var upload = uploads.open(request.id())) {
            new SheetOutput(catalog)
                    .writeCsv(upload.path(), request.options().catalog(), sheetUrls(request), cellStyle, out);
        }
    }

    private Iterator<SheetOutput.NewUrls> sheetUrls(Request request) {
        var failed = request.options().catalog().failed();
        return rows(request)
                .map(row -> new SheetOutput.NewUrls(
                        row.newUrls(failed), row.fourColumns().outputImageUrls()))
                .iterator();
    }

    /// Writes `report.csv`: the four columns.
    public void writeFourColumns(Request request, OutputCsv.CellStyle cellStyle, OutputStream out) throws IOException {
        OutputCsv.write(
                rows(request).map(row -> row.fourColumns().written(cellStyle)).iterator(), out);
    }

    private void writeAllColumns(Request request, OutputCsv.CellStyle cellStyle, OutputStream out) throws IOException {
        var rows = rows(request).map(ProductUrls::fourColumns).iterator();
        try (var upload = uploads.open(request.id())) {
            new AllColumnsCsv(catalog).write(upload.path(), request.options().catalog(), rows, cellStyle, out);
        }
    }

    private void writeSameFile(Request request, OutputStream out) throws IOException {
        var options = request.options().catalog();
        try (var upload = uploads.open(request.id())) {
            new SameFileOutput(catalog).write(upload.path(), options, newUrls(request, options.failed()), out);
        }
    }

    private Iterator<List<Optional<String>>> newUrls(Request request, FailedPlaces failed) {
        return rows(request).map(row -> row.newUrls(failed)).iterator();
    }

    private Stream<ProductUrls> rows(Request request) {
        return pages(request).flatMap(page -> rows(request, page));
    }

    private Stream<List<Row>> pages(Request request) {
        return Stream.iterate(
                page(request, 0),
                page -> !page.isEmpty(),
                page -> page(request, page.getLast().number()));
    }

    private List<Row> page(Request request, long after) {
        return ledger.products().after(request, after, PAGE);
    }

    private Stream<ProductUrls> rows(Request request, List<Row> page) {
        var pending = page.stream()
                .filter(row -> row.status() == ProductStatus.PENDING)
                .toList();
        var unfinished = ledger.products().images(request, pending);
        return page.stream()
                .map(row -> new ProductUrls(request, row, unfinished.getOrDefault(row.number(), List.of())));
    }

    /// The URLs of a product.
    ///
    /// @param places its places; they may be left out once it is complete
    private record ProductUrls(Request request, Row row, List<Place> places) {

        OutputCsv.Row fourColumns() {
            var output = row.outputImageUrls()
                    .orElseGet(() -> places.stream()
                            .map(place -> publishedUrl(place).orElse(""))
                            .collect(Collectors.joining(",")));
            return new OutputCsv.Row(row.serialNumber(), row.productName(), row.inputImageUrls(), output);
        }

        /// For each place what stands there in the output; empty where the uploaded URL stays.
        List<Optional<String>> newUrls(FailedPlaces failed) {
            var ofFailed = failed == FailedPlaces.BLANK ? Optional.of("") : Optional.<String>empty();
            return row.outputImageUrls()
                    .map(urls -> Stream.of(urls.split(",", -1))
                            .map(url -> url.isEmpty() ? ofFailed : Optional.of(url))
                            .toList())
                    .orElseGet(() -> places.stream()
                            .map(place -> place.image().status() == ImageStatus.FAILED ? ofFailed : publishedUrl(place))
                            .toList());
        }

        private Optional<String> publishedUrl(Place place) {
            return place.image().published().map(PublishedImage::fileName).map(request.imageBaseUrl()::concat);
        }
    }
}
