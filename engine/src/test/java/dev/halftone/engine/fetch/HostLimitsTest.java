package dev.halftone.engine.fetch;

import static dev.halftone.engine.fetch.FetchFixture.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.fetch.Fetched.NotFetched;
import dev.halftone.engine.fetch.HostLimits.TimedResult;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.Tenancy;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HostLimitsTest {
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration QUICK = Duration.ofMillis(50);
    private static final Body IMAGE = new Body(new ImageBytes(new byte[1]), Optional.empty());
    private static final NotFetched TIMED_OUT = new NotFetched(
            new RetryLater(FailureCode.TIMED_OUT, "the server took too long to answer", Optional.empty()));

    private final SettableClock clock = new SettableClock();
    private final HostLimits hostLimits = new HostLimits(16, Tenancy.SINGLE, FETCH_TIMEOUT, clock, (_, _, _, _) -> {});
    private final Deque<FairnessKey> fetchedKeys = new ArrayDeque<>();

    @Test
    void defersRequestsUntilRetryAfterHasPassed() throws Exception {
        fetch(1, busy(Duration.ofMinutes(1)));

        clock.advance(Duration.ofSeconds(20));
        var deferred = fetch(2, IMAGE);
        clock.advance(Duration.ofSeconds(40));
        var later = fetch(2, IMAGE);

        assertThat(outcome(deferred))
                .isEqualTo(new Deferred(
                        FailureCode.http(429),
                        "the server answered 429 to another image and asked us to wait",
                        Duration.ofSeconds(40)));
        assertThat(later).isEqualTo(IMAGE);
        assertThat(fetchedKeys).containsExactly(FairnessKey.of("", 1), FairnessKey.of("", 2));
    }

    @Test
    void obeysTheLongestOfSeveralRetryAfterTimes() throws Exception {
        var bothStarted = new CountDownLatch(2);
        var results = List.of(busy(Duration.ofMinutes(2)), busy(Duration.ofMinutes(1)));
        var fetches = results.stream()
                .map(result -> startTask(() -> transfer(FairnessKey.of("", 1), () -> {
                    bothStarted.countDown();
                    bothStarted.await();
                    return new TimedResult(result, QUICK);
                })))
                .toList();
        for (var fetch : fetches) fetch.get();

        clock.advance(Duration.ofSeconds(90));

        assertThat(outcome(fetch(3, IMAGE))).isInstanceOf(Deferred.class);
        assertThat(hostLimits.isDeferred()).isTrue();
    }

    /// Otherwise a request to a host that always responds with 429 would never end.
    @Test
    void countsDeferralsAsAttemptsAfterTooManyRetryAfters() throws Exception {
        for (var i = 0; i < RetryAfterWindow.MAX_FREE_DEFERRALS; i++) {
            fetch(1, busy(Duration.ofMinutes(1)));
            assertThat(outcome(fetch(2, IMAGE))).isInstanceOf(Deferred.class);
            clock.advance(Duration.ofMinutes(1));
        }

        fetch(1, busy(Duration.ofSeconds(1)));

        assertThat(outcome(fetch(2, IMAGE))).isInstanceOf(RetryLater.class);
    }

    @Test
    void resetsTheDeferralCountAfterASuccess() throws Exception {
        for (var i = 0; i < 3 * RetryAfterWindow.MAX_FREE_DEFERRALS; i++) {
            fetch(1, busy(Duration.ofMinutes(1)));
            assertThat(outcome(fetch(2, IMAGE))).isInstanceOf(Deferred.class);
            clock.advance(Duration.ofMinutes(1));
            fetch(2, IMAGE);
        }
    }

    @Test
    void halvesConcurrencyAfter503() throws Exception {
        fetch(1, new NotFetched(new RetryLater(FailureCode.http(503), "the server answered 503", Optional.empty())));

        assertThat(maxConcurrent(50)).isEqualTo(8);
    }

    @Test
    void halvesConcurrencyWhenTheHostSlowsDown() throws Exception {
        transfer(
                FairnessKey.of("", 1),
                () -> new TimedResult(IMAGE, FETCH_TIMEOUT.dividedBy(2).plusMillis(1)));

        assertThat(maxConcurrent(50)).isEqualTo(8);
    }

    @Test
    void restoresConcurrencyAfterSuccesses() throws Exception {
        fetch(1, busy(Duration.ZERO));

        for (var i = 0; i < 200; i++) fetch(1, IMAGE);

        assertThat(maxConcurrent(50)).isEqualTo(16);
        assertThat(hostLimits.hasDefaultState()).isTrue();
    }

    @Test
    void opensTheCircuitForADeadHost() throws Exception {
        var images = IntStream.rangeClosed(1, 1_000)
                .mapToObj(image -> startTask(() -> fetch(image, TIMED_OUT)))
                .toList();
        for (var image : images) assertThat(outcome(image.get())).isInstanceOf(RetryLater.class);

        // Only the transfers that ran concurrently reached the host. The others were rejected without a
        // request.
        assertThat(fetchedKeys).hasSizeLessThanOrEqualTo(16 + CircuitBreaker.FAILURE_THRESHOLD);
        assertThat(hostLimits.isCircuitOpen()).isTrue();
    }

    @Test
    void closesTheCircuitWhenTheHostRecovers() throws Exception {
        for (var i = 0; i < CircuitBreaker.FAILURE_THRESHOLD; i++) fetch(1, TIMED_OUT);

        clock.advance(CircuitBreaker.MIN_PAUSE.plus(CircuitBreaker.HEAD_START));
        var first = fetch(2, IMAGE);

        assertThat(first).isEqualTo(IMAGE);
        assertThat(fetch(3, IMAGE)).isEqualTo(IMAGE);
        assertThat(hostLimits.isCircuitOpen()).isFalse();
    }

    /// What the host says to one tenant is not said to others.
    @Test
    void holdsOnlyTheTenantThatWasAskedToWait() throws Exception {
        fetch(1, busy(Duration.ofMinutes(1)));
        clock.advance(HostLimits.MAX_SHARED_WAIT);

        var other = transfer(FairnessKey.of("other", 1), () -> new TimedResult(IMAGE, QUICK));

        assertThat(other).isEqualTo(IMAGE);
        assertThat(outcome(fetch(2, IMAGE))).isInstanceOf(Deferred.class);
    }

    @Test
    void opensTheCircuitForTheTenantWhoseImagesTimeOut() throws Exception {
        for (var i = 0; i < CircuitBreaker.FAILURE_THRESHOLD; i++) fetch(1, TIMED_OUT);

        var other = transfer(FairnessKey.of("other", 1), () -> new TimedResult(IMAGE, QUICK));

        assertThat(other).isEqualTo(IMAGE);
        assertThat(outcome(fetch(2, IMAGE))).isInstanceOf(RetryLater.class);
    }

    @Test
    void keepsTheConcurrencyOfOthersWhenOneTenantOverloadsTheHost() throws Exception {
        for (var i = 0; i < 5; i++) fetch(1, busy(Duration.ZERO));

        assertThat(maxConcurrent(50)).isEqualTo(1);
        assertThat(maxConcurrent("other", 50)).isEqualTo(16);
    }

    @Test
    void forgetsTenantsForWhomTheHostRecovers() throws Exception {
        transfer(FairnessKey.of("tenant", 1), () -> new TimedResult(TIMED_OUT, QUICK));
        assertThat(hostLimits.hasDefaultState()).isFalse();

        for (var i = 0; i < 200; i++) transfer(FairnessKey.of("tenant", 1), () -> new TimedResult(IMAGE, QUICK));

        assertThat(hostLimits.hasDefaultState()).isTrue();
    }

    @Test
    void remembersTheMostRecentTenantsOfADeadHost() throws Exception {
        for (var i = 0; i < HostLimits.MAX_TENANTS + 10; i++)
            transfer(FairnessKey.of("tenant " + i, 1), () -> new TimedResult(TIMED_OUT, QUICK));

        assertThat(hostLimits.tenants()).isEqualTo(HostLimits.MAX_TENANTS);
    }

    private int maxConcurrent(int transfers) throws Exception {
        return maxConcurrent("", transfers);
    }

    private int maxConcurrent(String tenant, int transfers) throws Exception {
        var running = new AtomicInteger();
        var gate = new CountDownLatch(1);
        var fetches = IntStream.range(0, transfers)
                .mapToObj(_ -> startTask(() -> transfer(new FairnessKey(tenant, 1), () -> {
                    running.incrementAndGet();
                    gate.await();
                    running.decrementAndGet();
                    return new TimedResult(IMAGE, QUICK);
                })))
                .toList();
        while (hostLimits.waiting() + running.get() < transfers) Thread.onSpinWait();
        var concurrent = running.get();
        gate.countDown();
        for (var fetch : fetches) fetch.get();
        return concurrent;
    }

    private Fetched fetch(int image, Fetched result) throws Exception {
        return transfer(FairnessKey.of("", image), () -> {
            synchronized (fetchedKeys) {
                fetchedKeys.add(FairnessKey.of("", image));
            }
            return new TimedResult(result, QUICK);
        });
    }

    private Fetched transfer(FairnessKey fairnessKey, Callable<TimedResult> transfer) throws Exception {
        try (var permit = hostLimits.acquire(fairnessKey)) {
            if (permit.rejection().isPresent())
                return new NotFetched(permit.rejection().get());
            var result = transfer.call();
            permit.record(result);
            return result.fetched();
        }
    }

    private static NotFetched busy(Duration retryAfter) {
        return new NotFetched(
                new RetryLater(FailureCode.http(429), "the server answered 429", Optional.of(retryAfter)));
    }

    private static <T> FutureTask<T> startTask(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }
}
