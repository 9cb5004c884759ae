package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.halftone.app.web.QueryParameterInterceptor.Known;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.RequestService.ProductView;
import dev.halftone.engine.catalog.OutputCsv;
import dev.halftone.engine.ledger.FailureCounts;
import dev.halftone.engine.ledger.ImageRow.Failure;
import dev.halftone.engine.ledger.ProductSearch;
import dev.halftone.engine.ledger.Products.Place;
import dev.halftone.engine.ledger.ThroughputHistory;
import dev.halftone.engine.request.CatalogOptions.Layout;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.PublishedImage;
import dev.halftone.engine.request.Request;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The results of a request: its products and images, warnings, failures, throughput, and the output CSV.
@RestController
public final class ResultController {
    private static final int MAX_SEARCH_LENGTH = 200;
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final RequestService requestService;

    public ResultController(RequestService requestService) {
        this.requestService = requestService;
    }

    @GetMapping(path = "/v1/requests/{id}/products", produces = APPLICATION_JSON_VALUE)
    @Known({"limit", "cursor", "status", "code", "search"})
    PageRequest.CursorPage<ProductReport> products(Request request, HttpServletRequest httpRequest) {
        var page = PageRequest.of(httpRequest);
        var found = requestService.products(
                request, page.after().orElse(0L), page.limit(), filter(RequestParameters.of(httpRequest)));
        return new PageRequest.CursorPage<>(
                found.products().stream()
                        .map(product -> ProductReport.of(request, product))
                        .toList(),
                found.next().map(PageRequest.Cursor::encode));
    }

    private static ProductSearch.Filter filter(RequestParameters parameters) {
        var text = parameters.find("search").orElse("");
        if (text.length() > MAX_SEARCH_LENGTH)
            throw RequestParameters.invalid("search", "must have at most %d characters".formatted(MAX_SEARCH_LENGTH));
        return new ProductSearch.Filter(
                parameters.findSet("status", ProductStatus::find, "pending, succeeded, partial or failed"),
                parameters.findFailureCodes(),
                text);
    }

    @GetMapping(path = "/v1/requests/{id}/warnings", produces = APPLICATION_JSON_VALUE)
    Warnings warnings(Request request) {
        return new Warnings(request.size().warnings(), request.size().warningCount());
    }

    @GetMapping(path = "/v1/requests/{id}/failures", produces = APPLICATION_JSON_VALUE)
    Failures failures(Request request) {
        return new Failures(
                requestService.failures(request).stream().map(FailureGroup::of).toList());
    }

    @GetMapping(path = "/v1/requests/{id}/pace", produces = APPLICATION_JSON_VALUE)
    Throughput throughput(Request request) {
        return requestService.throughput(request).map(Throughput::of).orElse(Throughput.EMPTY);
    }

    @GetMapping(path = "/v1/requests/{id}/output.csv", produces = "text/csv")
    @Known({"partial", "safe"})
    void outputCsv(Request request, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        var cellStyle = cellStyle(httpRequest);
        requireFinished(request, httpRequest, "output.csv");
        // In other layouts, the file has the encoding in which it was uploaded.
        httpResponse.setContentType(
                request.options().catalog().layout() == Layout.STANDARD ? "text/csv; charset=utf-8" : "text/csv");
        nameFile(httpResponse, request, "output.csv");
        if (httpRequest.getMethod().equals("GET"))
            requestService.writeOutput(request, cellStyle, httpResponse.getOutputStream());
    }

    @GetMapping(path = "/v1/requests/{id}/report.csv", produces = "text/csv")
    @Known({"partial", "safe"})
    void reportCsv(Request request, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        var cellStyle = cellStyle(httpRequest);
        requireFinished(request, httpRequest, "report.csv");
        httpResponse.setContentType("text/csv; charset=utf-8");
        nameFile(httpResponse, request, "report.csv");
        if (httpRequest.getMethod().equals("GET"))
            requestService.writeReport(request, cellStyle, httpResponse.getOutputStream());
    }

    @GetMapping(path = "/v1/requests/{id}/failed.csv", produces = "text/csv")
    @Known({"partial", "safe"})
    void failedCsv(Request request, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        var cellStyle = cellStyle(httpRequest);
        requireFinished(request, httpRequest, "failed.csv");
        httpResponse.setContentType("text/csv; charset=utf-8");
        nameFile(httpResponse, request, "failed.csv");
        if (httpRequest.getMethod().equals("GET"))
            requestService.writeFailures(request, cellStyle, httpResponse.getOutputStream());
    }

    @GetMapping(path = "/v1/requests/{id}/output.xlsx", produces = XLSX)
    @Known("partial")
    void outputXlsx(Request request, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        if (!request.options().catalog().isWorkbook())
            throw new ProblemException(ProblemCode.NO_SUCH_OUTPUT, "the upload was not a workbook; see output.csv");
        requireFinished(request, httpRequest, "output.xlsx");
        httpResponse.setContentType(XLSX);
        nameFile(httpResponse, request, "output.xlsx");
        if (httpRequest.getMethod().equals("GET"))
            requestService.writeWorkbook(request, httpResponse.getOutputStream());
    }

    @GetMapping(path = "/v1/requests/{id}/images.zip", produces = "application/zip")
    @Known("partial")
    void imagesZip(Request request, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        requireFinished(request, httpRequest, "images.zip");
        httpResponse.setContentType("application/zip");
        nameFile(httpResponse, request, "images.zip");
        if (httpRequest.getMethod().equals("GET")) requestService.writeImages(request, httpResponse.getOutputStream());
    }

    private static void nameFile(HttpServletResponse httpResponse, Request request, String file) {
        httpResponse.setHeader(
                "Content-Disposition",
                ContentDisposition.attachment(request.options().name(), file));
    }

    private static OutputCsv.CellStyle cellStyle(HttpServletRequest httpRequest) {
        return isTrue(httpRequest, "safe") ? OutputCsv.CellStyle.SAFE_FOR_SPREADSHEETS : OutputCsv.CellStyle.ORIGINAL;
    }

    private static void requireFinished(Request request, HttpServletRequest httpRequest, String file) {
        if (isTrue(httpRequest, "partial") || request.times().finished().isPresent()) return;
        throw new ProblemException(
                ProblemCode.NOT_FINISHED,
                file + " is complete when the request has ended; ?partial=true returns what there is now");
    }

    private static boolean isTrue(HttpServletRequest httpRequest, String field) {
        return switch (RequestParameters.of(httpRequest).find(field).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw RequestParameters.invalid(field, "must be true or false");
        };
    }

    /// A product as the API shows it.
    record ProductReport(String serialNumber, String productName, String status, List<Image> images) {

        /// The outcome of one URL in a product's URL cell.
        ///
        /// @param position from 1, in the order of the cell
        /// @param fetchUrl what is fetched in the place of the input URL
        /// @param code why the image failed, or why its last attempt failed while another is due
        /// @param reused whether an earlier request had published the image
        record Image(
                int position,
                String inputUrl,
                Optional<String> fetchUrl,
                Optional<String> outputUrl,
                String status,
                Optional<String> code,
                Optional<String> message,
                int attempts,
                Optional<Bytes> bytes,
                Optional<Integer> width,
                Optional<Integer> height,
                boolean reused) {}

        /// The size of an image as received and as published.
        record Bytes(long in, long out) {}

        static ProductReport of(Request request, ProductView view) {
            var images =
                    view.places().stream().map(place -> image(request, place)).toList();
            var product = view.product();
            return new ProductReport(
                    product.serialNumber(),
                    product.productName(),
                    product.status().text(),
                    images);
        }

        private static Image image(Request request, Place place) {
            var image = place.image();
            var published = image.published();
            return new Image(
                    place.position(),
                    image.url(),
                    image.fetchUrl(),
                    published.map(found -> request.imageBaseUrl() + found.fileName()),
                    image.status().text(),
                    image.failure().map(Failure::code),
                    image.failure().map(Failure::message),
                    image.attempts(),
                    published.map(ProductReport::bytes),
                    published.map(PublishedImage::width),
                    published.map(PublishedImage::height),
                    published.map(PublishedImage::reused).orElse(false));
        }

        private static Bytes bytes(PublishedImage publishedImage) {
            return new Bytes(publishedImage.bytesIn(), publishedImage.bytesOut());
        }
    }

    /// @param items the first hundred, as the JSON that the ledger stores
    record Warnings(@JsonRawValue String items, long warningCount) {}

    record Failures(List<FailureGroup> items) {}

    record FailureGroup(String code, long images) {
        static FailureGroup of(FailureCounts.Group group) {
            return new FailureGroup(group.code().text(), group.images());
        }
    }

    /// @param from absent before the first image has ended
    /// @param seconds the length of one step
    /// @param images the number of images that ended in each step
    record Throughput(Optional<Instant> from, long seconds, List<Long> images) {
        private static final Throughput EMPTY = new Throughput(Optional.empty(), 1, List.of());

        static Throughput of(ThroughputHistory.Throughput throughput) {
            return new Throughput(Optional.of(throughput.from()), throughput.seconds(), throughput.images());
        }
    }
}
