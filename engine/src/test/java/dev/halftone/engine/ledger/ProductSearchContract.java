package dev.halftone.engine.ledger;

import static dev.halftone.engine.request.ProductStatus.FAILED;
import static dev.halftone.engine.request.ProductStatus.PARTIAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.catalog.Product;
import dev.halftone.engine.ledger.ProductSearch.Filter;
import dev.halftone.engine.ledger.ProductSearch.Found;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.SourceUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How products are found among many.
abstract class ProductSearchContract extends LedgerTestBase {
    private static final FailureCode HTTP_404 = FailureCode.http(404);
    private static final FailureCode HTTP_500 = FailureCode.http(500);

    @Test
    void findsTextInNameOrSerialNumber() {
        var request = accept(3, row -> row == 2 ? "Grosse TEEKANNE, grün" : "Mug");

        assertThat(rows(find(request, 0, 10, "teekanne"))).containsExactly(2L);
        assertThat(rows(find(request, 0, 10, "GRÜN"))).containsExactly(2L);
        assertThat(rows(find(request, 0, 10, " s-0003 "))).containsExactly(3L);
        assertThat(rows(find(request, 0, 10, "%"))).isEmpty();
    }

    /// Twenty thousand names of any length would not fit into memory.
    @Test
    void searchesTheBeginningOfALongName() {
        var request = accept(2, row -> "Mug ".repeat(row == 1 ? 200 : 300) + "Lamp");

        assertThat(rows(find(request, 0, 10, "lamp"))).containsExactly(1L);
        assertThat(find(request, 0, 10, "mug").products().getLast().productName())
                .endsWith("Lamp");
    }

    @Test
    void continuesAfterPreviousPage() {
        var request = accept(5, row -> row % 2 == 1 ? "Lamp" : "Mug");

        var first = find(request, 0, 2, "lamp");
        var second = find(request, first.next().orElseThrow(), 2, "lamp");

        assertThat(rows(first)).containsExactly(1L, 3L);
        assertThat(rows(second)).containsExactly(5L);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void endsAfterMatchInLastProduct() {
        var request = accept(2, _ -> "Lamp");

        assertThat(find(request, 0, 2, "lamp").next()).isEmpty();
    }

    @Test
    void limitsRowsReadAndReturnsContinuation() {
        var last = ProductSearch.MAX_ROWS_READ + 5;
        var request = accept(last, row -> row == last ? "Needle" : "Hay");

        var first = find(request, 0, 10, "needle");
        var second = find(request, first.next().orElseThrow(), 10, "needle");

        assertThat(rows(first)).isEmpty();
        assertThat(first.next()).contains((long) ProductSearch.MAX_ROWS_READ);
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

        var first = ledger.productSearch().page(request, 0, 2, new Filter(Set.of(FAILED, PARTIAL), ""));
        var second = ledger.productSearch()
                .page(request, first.next().orElseThrow(), 2, new Filter(Set.of(FAILED, PARTIAL), ""));

        assertThat(rows(first)).containsExactly(1L, 3L);
        assertThat(rows(second)).containsExactly(4L);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void searchesProductsOfOneStatus() {
        var request = accept(3, row -> row == 2 ? "Lamp" : "Mug");
        fail(request, 1, 2, 3, 4);

        var found = ledger.productSearch().page(request, 0, 10, new Filter(Set.of(FAILED), "lamp"));

        assertThat(rows(found)).containsExactly(2L);
    }

    @Test
    void findsProductsByTheReasonOfAFailure() {
        var request = accept(4, row -> row == 3 ? "Lamp" : "Mug");
        fail(request, HTTP_404, 1, 6);
        fail(request, HTTP_500, 2, 4);
        succeed(request, 3);

        assertThat(pages(request, new Filter(Set.of(), Set.of(HTTP_404), ""), 1))
                .containsExactly(List.of(1L), List.of(3L));
        assertThat(pages(request, new Filter(Set.of(), Set.of(HTTP_404, HTTP_500), ""), 2))
                .containsExactly(List.of(1L, 2L), List.of(3L));
        assertThat(pages(request, new Filter(Set.of(FAILED), Set.of(HTTP_404, HTTP_500), ""), 10))
                .containsExactly(List.of(1L));
        assertThat(pages(request, new Filter(Set.of(), Set.of(HTTP_404), "lamp"), 10))
                .containsExactly(List.of(3L));
        assertThat(pages(request, new Filter(Set.of(), Set.of(FailureCode.TIMED_OUT), ""), 10))
                .containsExactly(List.of());
    }

    /// A page reads a limited number of products, so a rare failure behind many others takes several.
    @Test
    void continuesBehindManyProductsWithOtherFailures() {
        var last = ProductSearch.MAX_ROWS_READ + 5;
        var request = accept(last, _ -> "Mug");
        fail(request, HTTP_404, 2L * last);

        assertThat(pages(request, new Filter(Set.of(), Set.of(HTTP_404), ""), 10))
                .containsExactly(List.of(), List.of((long) last));
    }

    /// Otherwise a few clients that read pages of long cells at once would fill the memory.
    @ParameterizedTest
    @ValueSource(strings = {"", "lamp"})
    void shortensPagesOfLongCells(String words) {
        var request = accept(5, row -> "Lamp" + " ".repeat(row == 3 ? 2_000_000 : 500_000) + row);

        assertThat(pages(request, words)).containsExactly(List.of(1L, 2L), List.of(3L), List.of(4L, 5L));
        assertThat(rowsAfter(request, 0)).containsExactly(1L, 2L);
        assertThat(rowsAfter(request, 2)).containsExactly(3L);
        assertThat(rowsAfter(request, 5)).isEmpty();
    }

    private List<List<Long>> pages(Request request, String words) {
        return pages(request, new Filter(Set.of(), words), 10);
    }

    private List<List<Long>> pages(Request request, Filter filter, int limit) {
        var pages = new ArrayList<List<Long>>();
        for (var after = Optional.of(0L); after.isPresent(); ) {
            var found = ledger.productSearch().page(request, after.get(), limit, filter);
            pages.add(rows(found));
            after = found.next();
        }
        return pages;
    }

    private List<Long> rowsAfter(Request request, long after) {
        return ledger.products().after(request, after, 10).stream()
                .map(Products.Row::number)
                .toList();
    }

    private Found find(Request request, long after, int limit, String words) {
        return ledger.productSearch().page(request, after, limit, new Filter(Set.of(), words));
    }

    private static List<Long> rows(Found found) {
        return found.products().stream().map(Products.Row::number).toList();
    }

    /// A request of so many products with two images each.
    private Request accept(long rows, LongFunction<String> name) {
        var request = accept(rows, 2 * rows);
        expand(
                request,
                LongStream.rangeClosed(1, rows)
                        .mapToObj(row -> named(row, name.apply(row)))
                        .toArray(Product[]::new));
        return request;
    }

    private static Product named(long row, String name) {
        var urls = List.of(new SourceUrl("http://a/" + row + ".jpg"), new SourceUrl("http://b/" + row + ".jpg"));
        return Product.of(row, "S-%04d".formatted(row), name, urls);
    }

    private void fail(Request request, long... images) {
        for (var image : images) end(request, image, NOT_FOUND);
    }

    private void fail(Request request, FailureCode code, long... images) {
        for (var image : images) end(request, image, new Outcome.Failed(code, "failed"));
    }

    private void succeed(Request request, long image) {
        end(request, image, new Outcome.Succeeded(image + ".jpg", 2, 1, 1, 1));
    }
}
