package dev.halftone.engine.ledger;

import static dev.halftone.engine.ledger.ProductStatus.FAILED;
import static dev.halftone.engine.ledger.ProductStatus.PARTIAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.address.SourceUrl;
import dev.halftone.engine.intake.Product;
import dev.halftone.engine.ledger.NewRequest.Sameness;
import dev.halftone.engine.ledger.NewRequest.Size;
import dev.halftone.engine.ledger.Outcome.Failed;
import dev.halftone.engine.ledger.ProductSearch.Found;
import dev.halftone.engine.ledger.Settlement.Bytes;
import dev.halftone.imaging.Recipe;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How products are found among many.
abstract class ProductSearchContract {
    private static final Failed NOT_FOUND = new Failed(FailureCode.http(404), "the server answered 404 Not Found");

    private Ledger ledger;

    abstract String jdbcUrl();

    @BeforeEach
    void open() {
        ledger = Ledger.open(jdbcUrl());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void findsWhatTheNameOrTheSerialNumberHasInIt() {
        var request = accept(3, row -> row == 2 ? "Grosse TEEKANNE, grün" : "Mug");

        assertThat(rows(find(request, 0, 10, "teekanne"))).containsExactly(2L);
        assertThat(rows(find(request, 0, 10, "GRÜN"))).containsExactly(2L);
        assertThat(rows(find(request, 0, 10, " s-0003 "))).containsExactly(3L);
        assertThat(rows(find(request, 0, 10, "%"))).isEmpty();
    }

    @Test
    void goesOnWhereThePageBeforeEnded() {
        var request = accept(5, row -> row % 2 == 1 ? "Lamp" : "Mug");

        var first = find(request, 0, 2, "lamp");
        var second = find(request, first.next().orElseThrow(), 2, "lamp");

        assertThat(rows(first)).containsExactly(1L, 3L);
        assertThat(rows(second)).containsExactly(5L);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void endsWhereTheLastProductIsAHit() {
        var request = accept(2, _ -> "Lamp");

        assertThat(find(request, 0, 2, "lamp").next()).isEmpty();
    }

    @Test
    void readsOnlySoFarAndTellsWhereToGoOn() {
        var last = ProductSearch.MOST_READ + 5;
        var request = accept(last, row -> row == last ? "Needle" : "Hay");

        var first = find(request, 0, 10, "needle");
        var second = find(request, first.next().orElseThrow(), 10, "needle");

        assertThat(rows(first)).isEmpty();
        assertThat(first.next()).contains((long) ProductSearch.MOST_READ);
        assertThat(rows(second)).containsExactly((long) last);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void listsProductsOfSeveralStatusesInTheOrderOfTheCsv() {
        var request = accept(4, _ -> "Mug");
        fail(request, 1, 2);
        fail(request, 5);
        succeed(request, 6);
        fail(request, 7, 8);

        var first = ledger.productSearch().page(request, 0, 2, new ProductFilter(Set.of(FAILED, PARTIAL), ""));
        var second = ledger.productSearch()
                .page(request, first.next().orElseThrow(), 2, new ProductFilter(Set.of(FAILED, PARTIAL), ""));

        assertThat(rows(first)).containsExactly(1L, 3L);
        assertThat(rows(second)).containsExactly(4L);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void looksForWordsAmongProductsOfOneStatus() {
        var request = accept(3, row -> row == 2 ? "Lamp" : "Mug");
        fail(request, 1, 2, 3, 4);

        var found = ledger.productSearch().page(request, 0, 10, new ProductFilter(Set.of(FAILED), "lamp"));

        assertThat(rows(found)).containsExactly(2L);
    }

    private Found find(Request request, long after, int limit, String words) {
        return ledger.productSearch().page(request, after, limit, new ProductFilter(Set.of(), words));
    }

    private static List<Long> rows(Found found) {
        return found.products().stream().map(Products.Row::number).toList();
    }

    /// A request of so many products with two images each.
    private Request accept(long rows, LongFunction<String> name) {
        var options = new RequestOptions(Recipe.defaults(), Optional.empty());
        var size = new Size(rows, 2 * rows, "[]", 0);
        var accepted =
                new NewRequest(RequestId.random(), "", options, "out/", new Sameness(Optional.empty(), "f"), size);
        var number = ledger.requests().accept(accepted, Instant.EPOCH).orElseThrow();
        var request = ledger.requests().look(number).orElseThrow();
        var numbering = new Numbering(2 * rows);
        var products = LongStream.rangeClosed(1, rows)
                .mapToObj(row -> numbering.next(product(row, name.apply(row))))
                .toList();
        ledger.transactions().run(() -> ledger.expansions().write(request, new ProductBatch(products)));
        return request;
    }

    private static Product product(long row, String name) {
        var urls = List.of(new SourceUrl("http://a/" + row + ".jpg"), new SourceUrl("http://b/" + row + ".jpg"));
        return new Product(row, row + 1, "S-%04d".formatted(row), name, urls);
    }

    private void fail(Request request, long... images) {
        for (var image : images) end(request, image, NOT_FOUND);
    }

    private void succeed(Request request, long image) {
        end(request, image, new Outcome.Succeeded(image + ".jpg", 2, 1, 1, 1));
    }

    private void end(Request request, long image, Outcome.Ended outcome) {
        ledger.transactions().run(() -> {
            ledger.images().end(request.number(), Map.of(image, outcome));
            ledger.settlement().afterImages(request, List.of(image), Bytes.NONE);
        });
    }
}
