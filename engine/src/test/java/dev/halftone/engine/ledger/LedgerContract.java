package dev.halftone.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.halftone.engine.address.SourceUrl;
import dev.halftone.engine.intake.Product;
import dev.halftone.engine.ledger.Deliveries.Attempt;
import dev.halftone.engine.ledger.NewRequest.Sameness;
import dev.halftone.engine.ledger.NewRequest.Size;
import dev.halftone.engine.ledger.Outcome.Failed;
import dev.halftone.engine.ledger.Outcome.Postponed;
import dev.halftone.engine.ledger.Outcome.Succeeded;
import dev.halftone.engine.ledger.RequestOptions.WebhookTarget;
import dev.halftone.engine.ledger.Requests.Tally;
import dev.halftone.engine.ledger.Settlement.Bytes;
import dev.halftone.imaging.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the ledger promises, whichever database it lives in.
abstract class LedgerContract {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Succeeded SUCCESS = new Succeeded("0123456789abcdef0123456789abcdef.jpg", 1000, 400, 640, 480);
    private static final Failed NOT_FOUND = new Failed(FailureCode.http(404), "the server answered 404 Not Found");

    private final Map<Long, Numbering> numberings = new HashMap<>();
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
    void keepsWhatARequestWasAcceptedWith() {
        var options = new RequestOptions(
                Recipe.defaults(), Optional.of(new WebhookTarget("https://example.com/hook", Optional.of("whsec_x"))));
        var id = RequestId.random();
        var accepted =
                new NewRequest(id, "alice", options, "https://cdn/", new Sameness(Optional.of("k"), "f"), size(2, 3));

        ledger.requests().accept(accepted, NOW);

        var found = ledger.requests().find("alice", id).orElseThrow();
        assertThat(found.status()).isEqualTo(RequestStatus.QUEUED);
        assertThat(found.options()).isEqualTo(options);
        assertThat(found.imageBaseUrl()).isEqualTo("https://cdn/");
        assertThat(found.counts().rows()).isEqualTo(2);
        assertThat(found.counts().images()).isEqualTo(3);
        assertThat(found.times().created()).isEqualTo(NOW);
        assertThat(found.times().started()).isEmpty();
    }

    @Test
    void showsARequestToItsOwnerOnly() {
        var request = accept(1, 1);

        assertThat(ledger.requests().find("", request.id())).isPresent();
        assertThat(ledger.requests().find("mallory", request.id())).isEmpty();
    }

    @Test
    void acceptsAnIdempotencyKeyOnceForEachOwner() {
        var requests = ledger.requests();

        assertThat(requests.accept(withKey("alice", "k"), NOW)).isPresent();
        assertThat(requests.accept(withKey("alice", "k"), NOW)).isEmpty();
        assertThat(requests.accept(withKey("bob", "k"), NOW)).isPresent();
        assertThat(requests.findByKey("alice", "k")).isPresent();
    }

    @Test
    void listsNewestFirstByPages() {
        var first = accept(1, 1);
        var second = accept(1, 1);
        var third = accept(1, 1);

        var page = ledger.requests().newestFirst("", Long.MAX_VALUE, 2);
        var next = ledger.requests().newestFirst("", page.getLast().number(), 2);

        assertThat(page).extracting(Request::id).containsExactly(third.id(), second.id());
        assertThat(next).extracting(Request::id).containsExactly(first.id());
    }

    @Test
    void fetchesOneUrlOnceHoweverManyRowsNameIt() {
        var request = accept(3, 4);

        var images = expand(request, product(1, "http://a/1.jpg", "http://a/2.jpg"), product(2, "http://a/1.jpg"));
        var more = expand(request, product(3, "http://a/2.jpg"));

        assertThat(images).containsExactly(1L, 2L);
        assertThat(more).isEmpty();
    }

    @Test
    void keepsNoConnectionWhenItHasShownImages() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        var products = products(request);

        for (var call = 0; call < 40; call++) {
            assertThat(ledger.products().images(request, products)).hasSize(1);
        }
    }

    @Test
    void talliesRequestsAndImagesByStatus() {
        var one = accept(1, 2);
        expand(one, product(1, "http://a/1.jpg", "http://a/2.jpg"));
        end(one, 1, SUCCESS);
        end(one, 2, NOT_FOUND);
        accept(1, 5);

        var tallies = ledger.requests().tallies();

        assertThat(tallies).containsExactly(new Tally(RequestStatus.QUEUED, 2, 7, 1, 1, 0));
    }

    @Test
    void countsPlacesAndEndsAProductWithItsLastImage() {
        var request = accept(2, 3);
        expand(request, product(1, "http://a/1.jpg", "http://a/2.jpg"), product(2, "http://a/1.jpg"));

        var afterOne = end(request, 1, SUCCESS);
        var afterBoth = end(request, 2, NOT_FOUND);

        assertThat(afterOne.counts().succeeded()).isEqualTo(2);
        assertThat(afterOne.counts().rowsDone()).isEqualTo(1);
        assertThat(afterOne.counts().bytesIn()).isEqualTo(1000);
        assertThat(afterBoth.counts().allEnded()).isTrue();
        assertThat(afterBoth.counts().rowsDone()).isEqualTo(2);
        assertThat(products(request))
                .extracting(Products.Row::status, row -> row.outputImageUrls().orElseThrow())
                .containsExactly(
                        tuple(ProductStatus.PARTIAL, "out/" + SUCCESS.fileName() + ","),
                        tuple(ProductStatus.SUCCEEDED, "out/" + SUCCESS.fileName()));
    }

    @Test
    void recordsAnOutcomeOnce() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        end(request, 1, SUCCESS);

        var again = end(request, 1, NOT_FOUND);

        assertThat(again.counts().succeeded()).isEqualTo(1);
        assertThat(again.counts().failed()).isZero();
        assertThat(again.counts().bytesOut()).isEqualTo(400);
    }

    @Test
    void settlesRowsWrittenAfterTheirImageHasEnded() {
        var request = accept(2, 2);
        expand(request, product(1, "http://a/1.jpg"));
        end(request, 1, SUCCESS);

        expand(request, product(2, "http://a/1.jpg"));

        assertThat(look(request).counts().rowsDone()).isEqualTo(2);
        assertThat(look(request).counts().allEnded()).isTrue();
    }

    @Test
    void countsAnAttemptOnceHoweverOftenItsProcessDies() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        var chunk = new Chunk(request.number(), 1, 64);

        var first = begin(chunk);
        var again = begin(chunk);

        assertThat(first).containsExactly(new Images.Begun(1, "http://a/1.jpg", 1));
        assertThat(again).isEqualTo(first);
    }

    @Test
    void countsTheAttemptAfterOneThatCameToAnEnd() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        var chunk = new Chunk(request.number(), 1, 64);
        begin(chunk);

        var busy = new Postponed(FailureCode.http(503), "busy", Optional.empty());
        ledger.images().postpone(request.number(), 1, busy, NOW);

        assertThat(begin(chunk)).containsExactly(new Images.Begun(1, "http://a/1.jpg", 2));
    }

    @Test
    void doesNotCountAnAttemptThatWasGivenBack() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        var chunk = new Chunk(request.number(), 1, 64);
        begin(chunk);

        ledger.images().giveBack(request.number(), List.of(1L));

        assertThat(begin(chunk)).extracting(Images.Begun::attempt).containsExactly(1);
    }

    @Test
    void waitsUntilAPostponedImageIsDue() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        var chunk = new Chunk(request.number(), 1, 64);
        begin(chunk);
        var due = NOW.plusSeconds(90);

        ledger.images()
                .postpone(request.number(), 1, new Postponed(FailureCode.http(503), "busy", Optional.empty()), due);

        assertThat(ledger.images().nextDue(chunk, NOW)).contains(due);
        assertThat(ledger.images().begin(chunk, NOW)).isEmpty();
        assertThat(ledger.images().begin(chunk, due)).hasSize(1);
    }

    @Test
    void triesOnlyFailedImagesAgain() {
        var request = accept(2, 3);
        expand(request, product(1, "http://a/1.jpg", "http://a/2.jpg"), product(2, "http://a/3.jpg"));
        Stream.of(1, 3).forEach(image -> end(request, image, SUCCESS));
        end(request, 2, NOT_FOUND);
        ledger.requests().finish(request.number(), 0, NOW);

        var failed = ledger.images().failed(request.number(), 0, 10);
        ledger.requests().reopen(request.number());
        ledger.transactions().run(() -> {
            ledger.settlement().reopen(look(request), failed);
            ledger.images().revive(request.number(), failed);
        });

        assertThat(failed).containsExactly(2L);
        var reopened = look(request);
        assertThat(reopened.status()).isEqualTo(RequestStatus.PROCESSING);
        assertThat(reopened.counts().failed()).isZero();
        assertThat(reopened.counts().rowsDone()).isEqualTo(1);
        assertThat(end(reopened, 2, SUCCESS).counts().allEnded()).isTrue();
        assertThat(products(request)).extracting(Products.Row::status).containsOnly(ProductStatus.SUCCEEDED);
    }

    @Test
    void isNotCompleteWhileFailedImagesAreRevived() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        end(request, 1, NOT_FOUND);

        var reopened = ledger.requests().reopen(request.number());
        ledger.requests().revivedTo(request.number(), 1);

        assertThat(reopened.progress().revivedTo()).contains(0L);
        assertThat(look(request).allEnded()).isFalse();
        assertThat(ledger.requests().finish(request.number(), 1, NOW)).isFalse();
        ledger.requests().revived(request.number());
        assertThat(ledger.requests().finish(request.number(), 1, NOW)).isTrue();
    }

    @Test
    void leavesMostProductsOfAnImageThatVeryManyNameForLater() {
        var request = accept(2_501, 2_502);
        expand(
                request,
                LongStream.rangeClosed(1, 2_500)
                        .mapToObj(row -> product(row, "http://a/same.jpg"))
                        .toArray(Product[]::new));
        expand(request, product(2_501, "http://a/other.jpg", "http://a/same.jpg"));

        end(request, 1, SUCCESS);
        var afterAll = end(request, 2_501, SUCCESS);

        assertThat(afterAll.counts().succeeded()).isEqualTo(2_502);
        assertThat(afterAll.counts().rowsDone()).isEqualTo(1);
        assertThat(ledger.requests().finish(request.number(), 0, NOW)).isFalse();
        while (ledger.transactions().call(() -> ledger.settlement().settlePending(look(request)))) {
            // some at a time
        }
        assertThat(look(request).counts().rowsDone()).isEqualTo(2_501);
        assertThat(ledger.requests().finish(request.number(), 0, NOW)).isTrue();
    }

    @Test
    void failsOnlyWhatHasNotBegun() {
        var request = accept(1, 4);
        expand(request, product(1, "http://a/1.jpg", "http://a/2.jpg", "http://a/3.jpg", "http://a/4.jpg"));
        begin(new Chunk(request.number(), 1, 1));
        end(request, 2, SUCCESS);

        var failed = ledger.images().failNotBegun(request.number(), 1, 3, NOT_FOUND);

        assertThat(failed).containsExactly(3L);
        assertThat(ledger.images().notBegun(request.number(), 0, 10)).containsExactly(4L);
        assertThat(ledger.images().failed(request.number(), 0, 10)).containsExactly(3L);
    }

    @Test
    void takesEachRowFromOneWriterOnly() {
        var request = accept(3, 3);

        assertThat(ledger.requests().expand(request.number(), 0, 2)).isTrue();
        assertThat(ledger.requests().expand(request.number(), 0, 2)).isFalse();
        assertThat(ledger.requests().expand(request.number(), 2, 3)).isTrue();
        assertThat(look(request).unexpandedRows()).isZero();
    }

    @Test
    void completesOnceAndOnlyWhenEveryImageHasEnded() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));

        assertThat(ledger.requests().finish(request.number(), 0, NOW)).isFalse();
        end(request, 1, SUCCESS);
        assertThat(ledger.requests().finish(request.number(), 0, NOW)).isTrue();
        assertThat(ledger.requests().finish(request.number(), 0, NOW)).isFalse();
        assertThat(look(request).times().finished()).contains(NOW);
    }

    @Test
    void leavesACancelledRequestCancelled() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));

        assertThat(ledger.requests().cancel(request.number())).isTrue();
        end(request, 1, SUCCESS);
        ledger.requests().finish(request.number(), 0, NOW);

        assertThat(look(request).status()).isEqualTo(RequestStatus.CANCELLED);
        assertThat(look(request).times().finished()).isPresent();
    }

    @Test
    void pagesProductsByTheirKeyAndStatus() {
        var request = accept(3, 3);
        expand(request, product(1, "http://a/1.jpg"), product(2, "http://a/2.jpg"), product(3, "http://a/3.jpg"));
        end(request, 1, SUCCESS);
        end(request, 3, NOT_FOUND);

        var page = ledger.products().after(request, 1, 1);
        var failed = ledger.products().after(request, 0, 10, ProductStatus.FAILED);
        var places = ledger.products().images(request, failed);

        assertThat(page).extracting(Products.Row::number).containsExactly(2L);
        assertThat(failed).extracting(Products.Row::number).containsExactly(3L);
        assertThat(places.getOrDefault(3L, List.of()).getFirst().image().failure())
                .contains(new ImageRow.Failure("http_404", NOT_FOUND.message()));
    }

    @Test
    void logsEveryAttemptAtADelivery() {
        var request = accept(1, 1);
        var number = ledger.deliveries().create(request.number(), "msg_1", "{}", NOW);
        var delivery = ledger.deliveries().find(number).orElseThrow();
        var refused = new Attempt(NOW, Optional.empty(), Duration.ofMillis(3), "connection refused");
        var delivered = new Attempt(NOW.plusSeconds(5), Optional.of(204), Duration.ofMillis(7), "delivered");

        ledger.deliveries().record(delivery, refused, Deliveries.Status.PENDING);
        ledger.deliveries().record(delivery, delivered, Deliveries.Status.DELIVERED);

        assertThat(ledger.deliveries().attempts(delivery)).containsExactly(refused, delivered);
        assertThat(ledger.deliveries().of(request)).singleElement().satisfies(now -> {
            assertThat(now.status()).isEqualTo(Deliveries.Status.DELIVERED);
            assertThat(now.attempts()).isEqualTo(2);
        });
    }

    @Test
    void erasesEveryTraceOfADeletedRequest() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        begin(new Chunk(request.number(), 1, 1));
        end(request, 1, SUCCESS);
        ledger.deliveries().create(request.number(), "msg_1", "{}", NOW);

        ledger.requests().delete("", request.id(), NOW);
        assertThat(ledger.requests().find("", request.id())).isEmpty();
        assertThat(ledger.images().tried(request.number(), 0, 10)).hasSize(1);
        while (ledger.transactions().call(() -> ledger.erasure().eraseSome(request.number()))) {
            // a part at a time
        }

        assertThat(ledger.requests().look(request.number())).isEmpty();
        assertThat(ledger.deliveries().of(request)).isEmpty();
    }

    @Test
    void freesTheClaimsOfOneNode() {
        var database = JdbcClient.create(ledger.schedulerTables());
        Stream.of("dead", "alive")
                .forEach(node -> database.sql("""
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by, version)
                        select 'process-chunk', :node, %s, true, :node, 1
                        """.formatted(ledger.dialect() == Dialect.SQLITE ? "0" : "now()"))
                        .param("node", node)
                        .update());

        ledger.releaseClaims("dead");

        assertThat(database.sql("select picked_by from scheduled_tasks where picked = true")
                        .query(String.class)
                        .list())
                .containsExactly("alive");
    }

    @Test
    void keepsNothingOfATransactionThatFails() {
        var request = accept(1, 1);

        assertThatThrownBy(() -> ledger.transactions().run(() -> {
                    ledger.requests().cancel(request.number());
                    throw new IllegalStateException("half-way");
                }))
                .hasMessage("half-way");

        assertThat(look(request).status()).isEqualTo(RequestStatus.QUEUED);
    }

    private Request accept(long rows, long images) {
        var number = ledger.requests()
                .accept(request("", Optional.empty(), size(rows, images)), NOW)
                .orElseThrow();
        return ledger.requests().look(number).orElseThrow();
    }

    private static NewRequest withKey(String owner, String key) {
        return request(owner, Optional.of(key), size(1, 1));
    }

    private static NewRequest request(String owner, Optional<String> key, Size size) {
        var options = new RequestOptions(Recipe.defaults(), Optional.empty());
        return new NewRequest(RequestId.random(), owner, options, "out/", new Sameness(key, "f"), size);
    }

    private static Size size(long rows, long images) {
        return new Size(rows, images, "[]", 0);
    }

    private static Product product(long row, String... urls) {
        return new Product(
                row,
                row + 1,
                "00" + row,
                "Chair",
                Stream.of(urls).map(SourceUrl::new).toList());
    }

    private List<Long> expand(Request request, Product... products) {
        var numbering = numberings.computeIfAbsent(
                request.number(), _ -> new Numbering(request.counts().images()));
        var batch = new ProductBatch(Stream.of(products).map(numbering::next).toList());
        ledger.transactions().run(() -> {
            var locked = ledger.requests().lock(request.number()).orElseThrow();
            ledger.expansions().write(locked, batch);
            ledger.settlement().afterProducts(locked, batch.rowsNamingEarlierImages());
        });
        return batch.newImages();
    }

    private Request end(Request request, long image, Outcome.Ended outcome) {
        return ledger.transactions().call(() -> {
            var locked = ledger.requests().lock(request.number()).orElseThrow();
            if (ledger.images().end(request.number(), Map.of(image, outcome)).isEmpty()) return locked;
            var bytes = outcome instanceof Succeeded s ? new Bytes(s.bytesIn(), s.bytesOut()) : Bytes.NONE;
            return ledger.settlement().afterImages(locked, List.of(image), bytes);
        });
    }

    private List<Images.Begun> begin(Chunk chunk) {
        return ledger.transactions().call(() -> ledger.images().begin(chunk, NOW));
    }

    private Request look(Request request) {
        return ledger.requests().look(request.number()).orElseThrow();
    }

    private List<Products.Row> products(Request request) {
        return ledger.products().after(request, 0, 100);
    }
}
