package dev.halftone.engine.report;

import dev.halftone.engine.catalog.OutputCsv;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.Products.Place;
import dev.halftone.engine.ledger.Products.Row;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.PublishedImage;
import dev.halftone.engine.request.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes a request's output CSV from the ledger in pages, so that memory use is constant and no connection waits
/// for a slow reader.
///
/// Once the request has ended, the bytes are always the same. Before that, unfinished products show the images
/// published so far.
public final class OutputReport {
    private static final int PAGE = 2_000;

    private final Ledger ledger;

    public OutputReport(Ledger ledger) {
        this.ledger = ledger;
    }

    public void write(Request request, OutputCsv.CellStyle cellStyle, OutputStream out) throws IOException {
        var rows = pages(request).flatMap(page -> reportRows(request, page)).map(row -> row.written(cellStyle));
        OutputCsv.write(rows.iterator(), out);
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

    private Stream<OutputCsv.Row> reportRows(Request request, List<Row> page) {
        var pending = page.stream()
                .filter(row -> row.status() == ProductStatus.PENDING)
                .toList();
        var unfinished = ledger.products().images(request, pending);
        return page.stream().map(row -> reportRow(request, row, unfinished));
    }

    private static OutputCsv.Row reportRow(Request request, Row row, Map<Long, List<Place>> unfinished) {
        var output = row.outputImageUrls()
                .orElseGet(() -> publishedUrls(request, unfinished.getOrDefault(row.number(), List.of())));
        return new OutputCsv.Row(row.serialNumber(), row.productName(), row.inputImageUrls(), output);
    }

    private static String publishedUrls(Request request, List<Place> places) {
        return places.stream()
                .map(place -> place.image().published().map(PublishedImage::fileName))
                .map(name -> name.map(request.imageBaseUrl()::concat).orElse(""))
                .collect(Collectors.joining(","));
    }
}
