package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.halftone.engine.RequestService;
import dev.halftone.engine.RequestService.ProductView;
import dev.halftone.engine.ledger.ImageRow.Failure;
import dev.halftone.engine.ledger.ProductSearch;
import dev.halftone.engine.ledger.Products.Place;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.PublishedImage;
import dev.halftone.engine.request.Request;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Lists the products of a request and what became of each of their images.
@RestController
public final class ResultController {
    private static final int MAX_SEARCH_LENGTH = 200;

    private final RequestService requestService;

    public ResultController(RequestService requestService) {
        this.requestService = requestService;
    }

    @GetMapping(path = "/v1/requests/{id}/products", produces = APPLICATION_JSON_VALUE)
    PageRequest.CursorPage<ProductReport> list(Request request, HttpServletRequest call) {
        var page = PageRequest.of(call);
        var found = requestService.products(
                request, page.after().orElse(0L), page.limit(), filter(RequestParameters.of(call)));
        return new PageRequest.CursorPage<>(
                found.products().stream()
                        .map(product -> ProductReport.of(request, product))
                        .toList(),
                found.next().map(PageRequest.Cursor::encode));
    }

    private static ProductSearch.Filter filter(RequestParameters requestParameters) {
        var words = requestParameters.find("search").orElse("");
        if (words.length() > MAX_SEARCH_LENGTH)
            throw RequestParameters.invalid("search", "has %d letters at most".formatted(MAX_SEARCH_LENGTH));
        return new ProductSearch.Filter(
                requestParameters.find("status").map(ResultController::statuses).orElse(Set.of()), words);
    }

    private static Set<ProductStatus> statuses(String words) {
        return Stream.of(words.split(",", -1)).map(ResultController::status).collect(Collectors.toSet());
    }

    private static ProductStatus status(String word) {
        return ProductStatus.ofWord(word)
                .orElseThrow(() -> RequestParameters.invalid(
                        "status", "is to be pending, succeeded, partial or failed, or some of them between commas"));
    }

    /// A product in the words of the API.
    record ProductReport(String serialNumber, String productName, String status, List<Image> images) {

        /// What became of one place of a product's URL cell.
        ///
        /// @param position from 1, in the order of the cell
        /// @param code why the image failed, or why its last attempt did while another is to come
        /// @param reused whether an earlier request had published it
        record Image(
                int position,
                String inputUrl,
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
                    product.status().word(),
                    images);
        }

        private static Image image(Request request, Place place) {
            var image = place.image();
            var published = image.published();
            return new Image(
                    place.position(),
                    image.url(),
                    published.map(found -> request.imageBaseUrl() + found.fileName()),
                    image.status().word(),
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
}
