package dev.halftone.app.api;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.halftone.engine.desk.Desk;
import dev.halftone.engine.ledger.ProductStatus;
import dev.halftone.engine.ledger.Request;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Lists the products of a request and what became of each of their images.
@RestController
public final class ProductCalls {
    private final Desk desk;

    public ProductCalls(Desk desk) {
        this.desk = desk;
    }

    @GetMapping(path = "/v1/requests/{id}/products", produces = APPLICATION_JSON_VALUE)
    Listing<ProductReport> list(Request request, HttpServletRequest call) {
        var page = Paging.of(call);
        var products = desk.products(request, page.position().orElse(0L), page.limit() + 1, status(call));
        return page.listing(products, found -> found.product().number(), found -> ProductReport.of(request, found));
    }

    private static Optional<ProductStatus> status(HttpServletRequest call) {
        return Fields.of(call)
                .text("status")
                .map(word -> ProductStatus.ofWord(word)
                        .orElseThrow(() -> Fields.refused("status", "is to be pending, succeeded, partial or failed")));
    }
}
