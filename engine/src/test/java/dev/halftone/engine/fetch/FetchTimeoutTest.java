package dev.halftone.engine.fetch;

import static dev.halftone.engine.request.FailureCode.CANCELLED;
import static dev.halftone.engine.request.FailureCode.TIMED_OUT;
import static dev.halftone.testkit.MockResponse.image;
import static dev.halftone.testkit.MockResponse.noResponse;
import static dev.halftone.testkit.MockResponse.redirectTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.fetch.Fetched.NotFetched;
import dev.halftone.engine.limit.Cancellation;
import dev.halftone.engine.limit.MemoryReservation;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.SettableClock;
import dev.halftone.testkit.StubDns;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Tests the fetch timeout, the limits on concurrent requests and memory, interruption and cancellation.
@Timeout(60)
final class FetchTimeoutTest {
    private static final NotFetched TIMEOUT_FAILURE =
            new NotFetched(new RetryLater(TIMED_OUT, "the server took too long to send the image", Optional.empty()));
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final byte[] SHOE = new byte[10_000];

    private final ImageHost host = ImageHost.start();
    private final StubDns names = new StubDns().with("a.test", "127.0.0.1").with("b.test", "127.0.0.1");

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void timesOutOnASilentServer() throws Exception {
        host.respondTo("/shoe.jpg", noResponse());

        assertThat(fetch(fetcher(SHORT, 1, 1), host.url("/shoe.jpg"))).isEqualTo(TIMEOUT_FAILURE);
        host.awaitDisconnects(1);
    }

    @Test
    void timesOutWhenTheBodyStalls() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE).stallAfter(5_000));

        assertThat(fetch(fetcher(SHORT, 1, 1), host.url("/shoe.jpg"))).isEqualTo(TIMEOUT_FAILURE);
        host.awaitDisconnects(1);
    }

    @Test
    void timesOutWhenTheBodyTrickles() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE).byteAtATime(Duration.ofMillis(20)));

        assertThat(fetch(fetcher(SHORT, 1, 1), host.url("/shoe.jpg"))).isEqualTo(TIMEOUT_FAILURE);
    }

    @Test
    void countsRedirectsTowardsTheTimeout() throws Exception {
        host.respondTo("/old.jpg", redirectTo("/shoe.jpg")).respondTo("/shoe.jpg", noResponse());

        assertThat(fetch(fetcher(SHORT, 1, 1), host.url("/old.jpg"))).isEqualTo(TIMEOUT_FAILURE);
    }

    @Test
    void timesOutOnASlowNameLookup() throws Exception {
        var never = new CountDownLatch(1);
        var guard = new AddressGuard(AddressPolicy.unrestricted(), name -> {
            try {
                never.await();
                return List.of();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnknownHostException(name);
            }
        });
        var fetcher = new ImageFetcher(FetchFixture.settings(SHORT, 1, 1), guard, new SettableClock());

        assertThat(fetch(fetcher, "http://slow.test/shoe.jpg")).isEqualTo(TIMEOUT_FAILURE);
    }

    @Test
    void doesNotCountQueueingTowardsTheTimeout() throws Exception {
        host.respondTo("/shoe.jpg", noResponse(), image("image/jpeg", SHOE));
        // Long enough for the second fetch even on a very busy machine.
        var fetcher = fetcher(Duration.ofSeconds(2), 1, 1);

        var first = startTask(() -> fetch(fetcher, host.url("/shoe.jpg")));
        host.awaitRequests(1);
        var second = fetch(fetcher, host.url("/shoe.jpg"));

        assertThat(first.get()).isEqualTo(TIMEOUT_FAILURE);
        assertThat(second).isInstanceOf(Body.class);
    }

    @Test
    void limitsConcurrentRequestsPerHost() throws Exception {
        var gate = new CountDownLatch(1);
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE).delayUntil(gate));
        var fetcher = fetcher(LONG, 3, 64);

        var fetches = IntStream.range(0, 20)
                .mapToObj(_ -> startTask(() -> fetch(fetcher, host.url("/shoe.jpg"))))
                .toList();
        host.awaitRequests(3);
        gate.countDown();

        for (var fetch : fetches) assertThat(fetch.get()).isInstanceOf(Body.class);
        assertThat(host.maxConcurrentRequests()).isEqualTo(3);
    }

    @Test
    void limitsConcurrentRequestsInTotal() throws Exception {
        var gate = new CountDownLatch(1);
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE).delayUntil(gate));
        var fetcher = fetcher(LONG, 3, 4);

        var fetches = IntStream.range(0, 20)
                .mapToObj(i -> (i % 2 == 0 ? "http://a.test:" : "http://b.test:") + host.port() + "/shoe.jpg")
                .map(url -> startTask(() -> fetch(fetcher, url)))
                .toList();
        host.awaitRequests(4);
        gate.countDown();

        for (var fetch : fetches) assertThat(fetch.get()).isInstanceOf(Body.class);
        assertThat(host.maxConcurrentRequests()).isEqualTo(4);
    }

    @Test
    void disconnectsAndReleasesItsPermitWhenInterrupted() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE).stallAfter(5_000), image("image/jpeg", SHOE));
        var fetcher = fetcher(LONG, 1, 1);
        var fetch = new FutureTask<>(() -> fetch(fetcher, host.url("/shoe.jpg")));
        var thread = Thread.ofVirtual().start(fetch);

        host.awaitRequests(1);
        thread.interrupt();

        assertThatThrownBy(fetch::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        host.awaitDisconnects(1);
        assertThat(fetch(fetcher, host.url("/shoe.jpg"))).isInstanceOf(Body.class);
    }

    /// The memory is that of two images as large as these announce.
    @Test
    void takesNoMemoryForWhatAServerOnlyAnnounces() throws Exception {
        var large = new byte[20_000_000];
        host.respondTo("/large.jpg", image("image/jpeg", large).stallAfter(10))
                .respondTo("/shoe.jpg", image("image/jpeg", SHOE));
        var fetcher = FetchFixture.open(names, FetchFixture.settings(LONG, 64, 64, 2L * large.length, large.length));

        var stalled = IntStream.range(0, 20)
                .mapToObj(_ -> startTask(() -> fetch(fetcher, host.url("/large.jpg"))))
                .toList();
        host.awaitRequests(20);

        assertThat(fetch(fetcher, host.url("/shoe.jpg"))).isInstanceOf(Body.class);
        assertThat(fetcher.load().bytes()).isLessThan(21L * MemoryReservation.INITIAL_BYTES);
        assertThat(stalled).noneMatch(FutureTask::isDone);
    }

    @Test
    void endsWaitingWhenTheRequestIsCancelled() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE).stallAfter(5_000));
        var fetcher = fetcher(LONG, 1, 1);
        var underWay = startTask(() -> fetch(fetcher, host.url("/shoe.jpg")));
        host.awaitRequests(1);
        var cancellation = new Cancellation();
        var waiting = startTask(() -> FetchFixture.fetch(fetcher, host.url("/shoe.jpg"), cancellation));
        while (fetcher.load().waiting() == 0) Thread.onSpinWait();

        cancellation.cancel();

        assertThat(waiting.get())
                .isEqualTo(Fetched.failed(CANCELLED, "the request was cancelled before this image began"));
        assertThat(underWay.isDone()).isFalse();
    }

    @Test
    void disconnectsWhenTheRequestIsDeleted() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE).stallAfter(5_000));
        var fetcher = fetcher(LONG, 1, 1);
        var cancellation = new Cancellation();
        var fetch = startTask(() -> FetchFixture.fetch(fetcher, host.url("/shoe.jpg"), cancellation));
        host.awaitRequests(1);

        cancellation.abort();

        assertThat(fetch.get()).isInstanceOf(NotFetched.class);
        host.awaitDisconnects(1);
        assertThat(fetcher.load().transfers()).isZero();
    }

    private ImageFetcher fetcher(Duration fetchTimeout, int perHost, int concurrency) {
        return FetchFixture.open(names, FetchFixture.settings(fetchTimeout, perHost, concurrency));
    }

    private static Fetched fetch(ImageFetcher fetcher, String url) throws InterruptedException {
        return FetchFixture.fetch(fetcher, url);
    }

    private static <T> FutureTask<T> startTask(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }
}
