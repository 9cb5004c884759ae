package dev.halftone.app.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.halftone.engine.RequestService;
import dev.halftone.engine.ledger.ProductSearch;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.Request;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Lists the products of a request and what became of each of their images.
@RestController
public final class ProductCalls {
    private static final int MOST_WORDS = 200;

    private final RequestService requestService;

    public ProductCalls(RequestService requestService) {
        this.requestService = requestService;
    }

    @GetMapping(path = "/v1/requests/{id}/products", produces = APPLICATION_JSON_VALUE)
    Listing<ProductReport> list(Request request, HttpServletRequest call) {
        var page = Paging.of(call);
        var found = requestService.products(request, page.position().orElse(0L), page.limit(), filter(Fields.of(call)));
        return new Listing<>(
                found.products().stream()
                        .map(product -> ProductReport.of(request, product))
                        .toList(),
                found.next().map(Cursor::write));
    }

    private static ProductSearch.Filter filter(Fields fields) {
        var words = fields.text("search").orElse("");
        if (words.length() > MOST_WORDS) throw Fields.refused("search", "has %d letters at most".formatted(MOST_WORDS));
        return new ProductSearch.Filter(
                fields.text("status").map(ProductCalls::statuses).orElse(Set.of()), words);
    }

    private static Set<ProductStatus> statuses(String words) {
        return Stream.of(words.split(",", -1)).map(ProductCalls::status).collect(Collectors.toSet());
    }

    private static ProductStatus status(String word) {
        return ProductStatus.ofWord(word)
                .orElseThrow(() -> Fields.refused(
                        "status", "is to be pending, succeeded, partial or failed, or some of them between commas"));
    }
}
