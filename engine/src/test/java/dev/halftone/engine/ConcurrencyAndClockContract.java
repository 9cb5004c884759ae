package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.ledger.WebhookDeliveries.Status;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.imaging.Recipe;
import dev.halftone.testkit.SettableClock;
import dev.halftone.testkit.WebhookInbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests concurrent calls, races between calls and workers, and clock changes, on either database.
abstract class ConcurrencyAndClockContract {
    private static final String CSV = "Serial Number,Product Name,Input Image URLs\r\n1,Chair,http://a/1.jpg\r\n";

    @TempDir
    private Path folder;

    private final AtomicReference<Duration> clockOffset = new AtomicReference<>(Duration.ZERO);
    private String database = "";
    private EngineFixture engineFixture;

    abstract String database(Path folder);

    @BeforeEach
    void open() {
        database = database(folder);
        engineFixture = open(() -> Instant.now().plus(clockOffset.get()));
    }

    private EngineFixture open(InstantSource clock) {
        return new EngineFixture(folder, database, clock);
    }

    @AfterEach
    void close() {
        engineFixture.close();
    }

    @Test
    void createsOneRequestForFiftyConcurrentSubmissionsWithOneKey() {
        var results = runConcurrently(50, () -> submit("", CSV));

        assertThat(results).filteredOn(SubmitResult.Accepted.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(SubmitResult.Repeated.class::isInstance).hasSize(49);
        assertThat(results.stream().map(ConcurrencyAndClockContract::id).distinct())
                .hasSize(1);
        assertThat(requests("")).hasSize(1);
        assertThat(files("uploads")).isEqualTo(1);
    }

    @Test
    void rejectsOtherUploadsWithTheSameKeyWhenSubmittedConcurrently() {
        submit("", CSV);

        var results = runConcurrently(10, () -> submit("", CSV + "2,Lamp,http://a/2.jpg\r\n"));

        assertThat(results).hasOnlyElementsOfType(SubmitResult.KeyReused.class);
        assertThat(requests("")).hasSize(1);
    }

    @Test
    void separatesIdempotencyKeysByOwner() {
        var alice = submit("alice", CSV);
        var bob = submit("bob", CSV + "2,Lamp,http://a/2.jpg\r\n");

        assertThat(alice).isInstanceOf(SubmitResult.Accepted.class);
        assertThat(bob).isInstanceOf(SubmitResult.Accepted.class);
        assertThat(id(alice)).isNotEqualTo(id(bob));
    }

    @Test
    void fiftyConcurrentSubmissionsDoNotExceedTheLimitOfOpenRequests() {
        engineFixture.close();
        engineFixture = EngineFixture.withMaxOpenRequests(folder, database, 20);

        var results = runConcurrently(50, () -> submit("alice", Optional.empty(), CSV));

        assertThat(results).filteredOn(SubmitResult.Accepted.class::isInstance).hasSize(20);
        assertThat(results)
                .filteredOn(SubmitResult.TooManyOpen.class::isInstance)
                .hasSize(30);
        assertThat(requests("alice")).hasSize(20);
        assertThat(files("uploads")).isEqualTo(20);
        assertThat(submit("bob", Optional.empty(), CSV)).isInstanceOf(SubmitResult.Accepted.class);
    }

    @Test
    void repeatsTheRequestThatFilledTheLastPlace() {
        engineFixture.close();
        engineFixture = EngineFixture.withMaxOpenRequests(folder, database, 1);

        var results = runConcurrently(20, () -> submit("alice", CSV));

        assertThat(results).filteredOn(SubmitResult.Accepted.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(SubmitResult.Repeated.class::isInstance).hasSize(19);
    }

    @Test
    void resendsAWebhookRequestedWhileItIsBeingSent() {
        var sendGate = new CountDownLatch(1);
        try (var inbox = new WebhookInbox()) {
            inbox.enqueue(WebhookInbox.Reply.status(204).delayUntil(sendGate));
            engineFixture.engine().startWorkers();
            var request = engineFixture.accept(CSV, inbox.url().toString());
            inbox.await(1);

            assertThat(engineFixture.engine().requests().redeliver(engineFixture.reload(request)))
                    .isTrue();
            assertThat(engineFixture.engine().requests().redeliver(engineFixture.reload(request)))
                    .isTrue();
            sendGate.countDown();
            var messages = inbox.await(2);

            assertThat(messages.get(1).header("webhook-id"))
                    .isEqualTo(messages.get(0).header("webhook-id"));
            engineFixture.awaitCondition(() -> delivery(request) == Status.DELIVERED);
            assertThat(inbox.deliveries()).hasSize(2);
        }
    }

    @Test
    void sendsAWebhookOnceWithoutRedelivery() {
        try (var inbox = new WebhookInbox()) {
            engineFixture.engine().startWorkers();
            var request = engineFixture.accept(CSV, inbox.url().toString());

            engineFixture.awaitCondition(() -> delivery(request) == Status.DELIVERED);

            assertThat(inbox.deliveries()).hasSize(1);
        }
    }

    @Test
    void deletesTheFileOfAnImageReleasedThenCancelledAndDeleted() {
        var request = engineFixture.accept(CSV);
        publishAndRelease();
        engineFixture.engine().requests().cancel(request);
        engineFixture.engine().startWorkers();
        engineFixture.awaitCompleted(request);

        engineFixture.engine().requests().delete(request);

        engineFixture.awaitCondition(() -> files("images") == 0);
    }

    @Test
    void deletesTheFileOfAnImagePublishedAfterItsRequestWasDeleted() {
        var sendGate = new CountDownLatch(1);
        engineFixture.imageService().holdUntil(sendGate);
        engineFixture.engine().startWorkers();
        var request = engineFixture.accept(CSV);
        engineFixture.await(request, now -> now.times().started().isPresent());

        engineFixture.engine().requests().delete(request);
        sendGate.countDown();
        var other = engineFixture.accept(CSV);
        engineFixture.awaitCompleted(other);

        engineFixture.awaitCondition(() -> files("images") == 1);
        assertThat(engineFixture.outputCsv(other)).contains("http://halftone.test/processed_images/");
    }

    @Test
    void continuesWhenTheClockIsSetBack() {
        engineFixture
                .imageService()
                .scriptOutcomes(
                        "http://a/1.jpg",
                        new RetryLater(FailureCode.http(503), "busy", Optional.of(Duration.ofMillis(1))));
        var waiting = engineFixture.accept(CSV);
        clockOffset.set(Duration.ofDays(-2));

        engineFixture.engine().startWorkers();
        var later = engineFixture.accept(CSV);

        engineFixture.awaitCompleted(waiting);
        engineFixture.awaitCompleted(later);
    }

    @Test
    void continuesAcceptedRequestsAfterClockSetBackAndRestart() {
        var request = engineFixture.accept(CSV);
        engineFixture.close();

        engineFixture = open(new SettableClock(Instant.now().minus(Duration.ofDays(2))));
        engineFixture.engine().startWorkers();

        engineFixture.awaitCompleted(request);
    }

    @Test
    void continuesWhenTheClockIsSetForward() {
        engineFixture.engine().startWorkers();
        var request = engineFixture.accept(CSV);

        clockOffset.set(Duration.ofDays(7));

        engineFixture.awaitCompleted(request);
        engineFixture.awaitCompleted(engineFixture.accept(CSV));
    }

    /// Simulates a worker that is stopped after it published an image and before it recorded the result.
    private void publishAndRelease() {
        var published = new CountDownLatch(1);
        engineFixture.imageService().hangAfterPublishing(published);
        engineFixture.engine().startWorkers();
        await(published);
        engineFixture.close();
        engineFixture = open(InstantSource.system());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private SubmitResult submit(String owner, String csv) {
        return submit(owner, Optional.of("monday"), csv);
    }

    private SubmitResult submit(String owner, Optional<String> idempotencyKey, String csv) {
        var options = new RequestOptions(Recipe.defaults(), Optional.<WebhookTarget>empty());
        return engineFixture.submit(new SubmissionService.Submission(
                RequestId.random(), owner, EngineFixture.csvStream(csv), options, idempotencyKey));
    }

    private static <T> List<T> runConcurrently(int times, Supplier<T> call) {
        var ready = new CountDownLatch(times);
        Callable<T> one = () -> {
            ready.countDown();
            ready.await();
            return call.get();
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(times, one)).stream()
                    .map(Future::resultNow)
                    .toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RequestId id(SubmitResult submitResult) {
        return switch (submitResult) {
            case SubmitResult.Accepted(var request) -> request.id();
            case SubmitResult.Repeated(var request) -> request.id();
            case SubmitResult other -> throw new AssertionError(other);
        };
    }

    private List<Request> requests(String owner) {
        return engineFixture.engine().requests().newestFirst(owner, Long.MAX_VALUE, 500);
    }

    private Status delivery(Request request) {
        return engineFixture.engine().requests().deliveries(engineFixture.reload(request)).stream()
                .map(log -> log.delivery().status())
                .findFirst()
                .orElse(Status.PENDING);
    }

    private long files(String kind) {
        try (var files = Files.list(folder.resolve(kind))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
