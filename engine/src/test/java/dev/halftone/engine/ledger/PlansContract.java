package dev.halftone.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.address.SourceUrl;
import dev.halftone.engine.intake.Product;
import dev.halftone.engine.ledger.NewRequest.Sameness;
import dev.halftone.engine.ledger.NewRequest.Size;
import dev.halftone.engine.ledger.Outcome.Failed;
import dev.halftone.engine.ledger.Outcome.Postponed;
import dev.halftone.engine.ledger.Outcome.Succeeded;
import dev.halftone.engine.ledger.Settlement.Bytes;
import dev.halftone.imaging.Recipe;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How the database finds what it is asked for. A million rows in, none of the statements that are made for every batch
/// or every call may read more than its part of a table.
abstract class PlansContract {
    private static final int ROWS = 2_000;
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Succeeded SUCCESS = new Succeeded("0123456789abcdef0123456789abcdef.jpg", 1000, 400, 640, 480);
    private static final Failed NOT_FOUND = new Failed(FailureCode.http(404), "the server answered 404 Not Found");

    private Ledger ledger;

    abstract String jdbcUrl();

    /// Brings the database's own knowledge of its tables up to date.
    abstract void analyze(JdbcClient database);

    /// What the database would do, as it says it; parts of the plan that read too much.
    abstract List<String> wasteIn(JdbcClient database, String statement);

    @BeforeEach
    void open() {
        ledger = Ledger.open(jdbcUrl());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void readsNoMoreThanItsPartOfATable() {
        var database = JdbcClient.create(ledger.schedulerTables());
        expand(accept());
        analyze(database);
        var request = accept();

        try (var statements = new Statements()) {
            expand(request);
            work(request);
            tryAgain(request);
            cancel(request);
            read(request);

            assertThat(statements.heard())
                    .hasSizeGreaterThan(30)
                    .allSatisfy(statement ->
                            assertThat(wasteIn(database, statement)).isEmpty());
        }
    }

    private Request accept() {
        var options = new RequestOptions(Recipe.defaults(), Optional.empty());
        var sameness = new Sameness(Optional.empty(), "f");
        var size = new Size(ROWS, 2 * ROWS, "[]", 0);
        var accepted = new NewRequest(RequestId.random(), "", options, "out/", sameness, size);
        return ledger.requests()
                .look(ledger.requests().accept(accepted, NOW).orElseThrow())
                .orElseThrow();
    }

    private void expand(Request request) {
        var numbering = new Numbering(2 * ROWS);
        var batch = new ProductBatch(LongStream.rangeClosed(1, ROWS)
                .mapToObj(row -> numbering.next(product(row)))
                .toList());
        ledger.transactions().run(() -> {
            ledger.requests().lock(request.number());
            ledger.requests().expand(request.number(), 0, ROWS);
            ledger.expansions().write(request, batch);
            ledger.settlement().afterProducts(request, List.of(7L, 8L));
        });
    }

    private static Product product(long row) {
        return new Product(
                row,
                row,
                "1",
                "Chair",
                List.of(new SourceUrl("http://a/" + row + ".jpg"), new SourceUrl("http://b/" + row + ".jpg")));
    }

    private void work(Request request) {
        var number = request.number();
        var images = ledger.images();
        var chunk = new Chunk(number, 1, 64);
        ledger.requests().start(number, NOW);
        images.begin(chunk, NOW);
        images.end(number, Map.of(1L, SUCCESS, 2L, NOT_FOUND));
        images.postpone(number, 3, new Postponed(FailureCode.http(503), "busy", Optional.empty()), NOW);
        images.giveBack(number, List.of(5L, 6L));
        images.pending(chunk);
        images.nextDue(chunk, NOW);
        ledger.settlement().afterImages(request, List.of(1L, 2L), new Bytes(1, 1));
        ledger.settlement().settlePending(request);
        ledger.requests().finish(number, 0, NOW);
    }

    private void tryAgain(Request request) {
        var failed = ledger.images().failed(request.number(), 0, 500);
        ledger.requests().reopen(request.number());
        ledger.paces().restart(request.number());
        ledger.settlement().reopen(request, failed);
        ledger.images().revive(request.number(), failed);
        ledger.requests().revivedTo(request.number(), 2);
        ledger.requests().revived(request.number());
    }

    private void cancel(Request request) {
        ledger.requests().cancel(request.number());
        ledger.images().notBegun(request.number(), 100, 500);
        ledger.images().failNotBegun(request.number(), 100, 110, NOT_FOUND);
    }

    private void read(Request request) {
        ledger.requests().find("", request.id());
        ledger.requests().newestFirst("", 10, 10);
        ledger.requests().findByKey("", "k");
        ledger.requests().exists(request.id());
        ledger.deliveries().newest(request);
        ledger.deliveries().logs(request);
        ledger.images().tried(request.number(), 100, 500);
        ledger.products().after(request, 1_000, 500, ProductStatus.FAILED);
        ledger.products().images(request, ledger.products().after(request, 1_000, 500));
        ledger.productSearch().page(request, 1_000, 500, new ProductFilter(Set.of(), "chair"));
        ledger.productSearch().page(request, 1_000, 500, new ProductFilter(Set.of(ProductStatus.PENDING), "chair"));
        ledger.failures().of(request);
        ledger.paces().of(request);
    }
}
