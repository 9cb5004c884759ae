package dev.halftone.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.halftone.engine.database.Dialect;
import dev.halftone.engine.ledger.Requests.Tally;
import dev.halftone.engine.ledger.WebhookDeliveries.Attempt;
import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.NewRequest.Idempotency;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestName;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.engine.request.ShareToken;
import dev.halftone.imaging.Recipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A request from its acceptance to its erasure, and what is delivered of it.
abstract class RequestsContract extends LedgerTestBase {

    @Test
    void storesAllFieldsOfARequest() {
        var options = new RequestOptions(
                        Recipe.defaults(),
                        Optional.of(new WebhookTarget("https://example.com/hook", Optional.of("whsec_x"))))
                .withCatalog(new CatalogOptions(
                        CatalogOptions.Layout.CUSTOM,
                        Optional.of(new CatalogOptions.ChosenColumns(
                                List.of("Photo \"1\"", "Photo, 2"), Optional.of("SKU"), Optional.empty())),
                        Optional.of("https://shop.example/media"),
                        CatalogOptions.FailedPlaces.BLANK,
                        true,
                        Optional.of("Sheet 1"),
                        Optional.of(StandardCharsets.UTF_16LE)))
                .withName(new RequestName(Optional.of("Frühjahr 🌷"), Optional.of("möbel.csv")));
        var id = RequestId.random();
        var accepted = new NewRequest(
                id, "alice", options, "https://cdn/", new Idempotency(Optional.of("k"), "f"), size(2, 3));

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
    void acceptsEachRowFromOneWriterOnly() {
        var request = accept(3, 3);

        assertThat(ledger.requests().recordExpanded(request.number(), 0, 2)).isTrue();
        assertThat(ledger.requests().recordExpanded(request.number(), 0, 2)).isFalse();
        assertThat(ledger.requests().recordExpanded(request.number(), 2, 3)).isTrue();
        assertThat(reload(request).unexpandedRows()).isZero();
    }

    @Test
    void completesOnceAndOnlyWhenEveryImageHasEnded() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));

        assertThat(ledger.requests().finish(request.number(), 0, NOW)).isFalse();
        end(request, 1, SUCCESS);
        assertThat(ledger.requests().finish(request.number(), 0, NOW)).isTrue();
        assertThat(ledger.requests().finish(request.number(), 0, NOW)).isFalse();
        assertThat(reload(request).times().finished()).contains(NOW);
    }

    @Test
    void countsOnlyTheTimeOfItsRounds() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        ledger.requests().start(request.number(), NOW);
        end(request, 1, NOT_FOUND);
        ledger.requests().finish(request.number(), 0, NOW.plusSeconds(10));
        var nextDay = NOW.plus(Duration.ofDays(1));

        assertThat(reload(request).times().worked(nextDay)).contains(Duration.ofSeconds(10));
        var reopened = ledger.requests().reopen(request.number(), nextDay);
        var again = ledger.requests().reopen(request.number(), nextDay.plusSeconds(1));

        assertThat(reopened.times().worked(nextDay.plusSeconds(3))).contains(Duration.ofSeconds(13));
        assertThat(again.times().worked(nextDay.plusSeconds(3))).contains(Duration.ofSeconds(13));
        assertThat(ledger.requests().finish(request.number(), 2, nextDay.plusSeconds(5)))
                .isTrue();
        assertThat(reload(request).times().worked(nextDay.plusSeconds(99))).contains(Duration.ofSeconds(15));
    }

    @Test
    void isNotCompleteDuringRetry() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        end(request, 1, NOT_FOUND);

        ledger.requests().reopen(request.number(), Instant.EPOCH);
        ledger.requests().retryStarted(request.number(), Set.of(FailureCode.http(404), FailureCode.TIMED_OUT));
        var reopened = reload(request);
        ledger.requests().retryProgress(request.number(), 1);

        assertThat(reopened.progress().retriedTo()).contains(0L);
        assertThat(reopened.progress().retriedCodes())
                .containsExactlyInAnyOrder(FailureCode.http(404), FailureCode.TIMED_OUT);
        assertThat(reload(request).allImagesEnded()).isFalse();
        assertThat(ledger.requests().finish(request.number(), 1, NOW)).isFalse();
        ledger.requests().retryFinished(request.number());
        assertThat(reload(request).progress().retriedCodes()).isEmpty();
        assertThat(ledger.requests().finish(request.number(), 1, NOW)).isTrue();
    }

    @Test
    void keepsCancelledRequestCancelled() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));

        assertThat(ledger.requests().cancel(request.number())).isTrue();
        end(request, 1, SUCCESS);
        ledger.requests().finish(request.number(), 0, NOW);

        assertThat(reload(request).status()).isEqualTo(RequestStatus.CANCELLED);
        assertThat(reload(request).times().finished()).isPresent();
    }

    @Test
    void logsEveryAttemptAtADelivery() {
        var request = accept(1, 1);
        var number = ledger.deliveries().create(request.number(), "msg_1", "{}", NOW);
        var delivery = ledger.deliveries().find(number).orElseThrow();
        var refused = new Attempt(NOW, Optional.empty(), Duration.ofMillis(3), "connection refused");
        var delivered = new Attempt(NOW.plusSeconds(5), Optional.of(204), Duration.ofMillis(7), "delivered");

        ledger.deliveries().record(delivery, refused, WebhookDeliveries.Status.PENDING);
        ledger.deliveries().record(delivery, delivered, WebhookDeliveries.Status.DELIVERED);

        assertThat(ledger.deliveries().logs(request)).singleElement().satisfies(log -> {
            assertThat(log.attempts()).containsExactly(refused, delivered);
            assertThat(log.delivery().status()).isEqualTo(WebhookDeliveries.Status.DELIVERED);
            assertThat(log.delivery().attempts()).isEqualTo(2);
        });
    }

    @Test
    void logsDeliveryWithoutAttempts() {
        var request = accept(1, 1);
        var first = ledger.deliveries().create(request.number(), "msg_1", "{}", NOW);
        var refused = new Attempt(NOW, Optional.empty(), Duration.ofMillis(3), "connection refused");
        ledger.deliveries()
                .record(ledger.deliveries().find(first).orElseThrow(), refused, WebhookDeliveries.Status.PENDING);

        ledger.deliveries().create(request.number(), "msg_2", "{}", NOW);

        assertThat(ledger.deliveries().logs(request))
                .extracting(log -> log.delivery().messageId(), WebhookDeliveries.Log::attempts)
                .containsExactly(tuple("msg_2", List.of()), tuple("msg_1", List.of(refused)));
    }

    @Test
    void purgesAllRowsOfDeletedRequest() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        begin(new Chunk(request.number(), 1, 1));
        end(request, 1, SUCCESS);
        ledger.deliveries().create(request.number(), "msg_1", "{}", NOW);

        ledger.requests().delete("", request.id(), NOW);
        assertThat(ledger.requests().find("", request.id())).isEmpty();
        assertThat(ledger.images().attempted(request.number(), 0, 10)).hasSize(1);
        erase(request);

        assertThat(ledger.requests().get(request.number())).isEmpty();
        assertThat(ledger.deliveries().logs(request)).isEmpty();
    }

    @Test
    void releasesClaimsOfOneNode() {
        var database = JdbcClient.create(ledger.schedulerDataSource());
        Stream.of("dead", "alive")
                .forEach(node -> database.sql("""
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by, version)
                        select 'process-chunk', :node, %s, true, :node, 1
                        """.formatted(ledger.dialect() == Dialect.SQLITE ? "0" : "now()"))
                        .param("node", node)
                        .update());

        ledger.taskClaims().release("dead");

        assertThat(database.sql("select picked_by from scheduled_tasks where picked = true")
                        .query(String.class)
                        .list())
                .containsExactly("alive");
    }

    @Test
    void rollsBackFailedTransaction() {
        var request = accept(1, 1);

        assertThatThrownBy(() -> ledger.transactions().run(() -> {
                    ledger.requests().cancel(request.number());
                    throw new IllegalStateException("half-way");
                }))
                .hasMessage("half-way");

        assertThat(reload(request).status()).isEqualTo(RequestStatus.QUEUED);
    }

    private static NewRequest withKey(String owner, String key) {
        var options = new RequestOptions(Recipe.defaults(), Optional.empty());
        var idempotency = new Idempotency(Optional.of(key), "f");
        return new NewRequest(RequestId.random(), owner, options, "out/", idempotency, size(1, 1));
    }

    @Test
    void sharesUnderOneTokenUntilItIsTakenBack() {
        var request = accept(1, 1);
        var token = ShareToken.random();

        var first = ledger.requests().share(request.number(), token);
        var second = ledger.requests().share(request.number(), ShareToken.random());

        assertThat(List.of(first, second)).containsExactly(token, token);
        assertThat(ledger.requests().findShared(token)).contains(reload(request));
        ledger.requests().unshare(request.number());
        assertThat(ledger.requests().findShared(token)).isEmpty();
    }
}
