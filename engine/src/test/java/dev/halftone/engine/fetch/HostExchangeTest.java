package dev.halftone.engine.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.fetch.Fetched.NotFetched;
import dev.halftone.engine.fetch.HostLimits.TimedResult;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two nodes that ask the same image hosts.
final class HostExchangeTest {
    private static final HttpUrl URL = HttpUrl.get("http://images.example/1.jpg");
    private static final FairnessKey IMAGE = FairnessKey.of("webshop", 1);
    private static final Duration QUICK = Duration.ofMillis(50);
    private static final Body BODY = new Body(new ImageBytes(new byte[1]), Optional.empty());

    private final SettableClock clock = new SettableClock();
    private final HostExchange one = new HostExchange();
    private final HostExchange other = new HostExchange();
    private final HostRegistry ofOne = new HostRegistry(FetchSettings.defaults(), clock, one);
    private final HostRegistry ofOther = new HostRegistry(FetchSettings.defaults(), clock, other);

    @Test
    void retryAfterHoldsForAllNodes() throws InterruptedException {
        record(ofOne, later(FailureCode.http(429), Optional.of(Duration.ofMinutes(1))));

        tell();

        assertThat(rejection(ofOther)).get().isInstanceOf(Deferred.class);
        clock.advance(Duration.ofMinutes(1));
        assertThat(rejection(ofOther)).isEmpty();
    }

    @Test
    void deadHostIsAskedRarelyByAllNodes() throws InterruptedException {
        for (var i = 0; i < CircuitBreaker.FAILURE_THRESHOLD; i++)
            record(ofOne, later(FailureCode.CONNECT_FAILED, Optional.empty()));

        tell();

        assertThat(rejection(ofOther)).get().isInstanceOf(RetryLater.class);
        clock.advance(CircuitBreaker.MIN_PAUSE.plus(CircuitBreaker.HEAD_START));
        record(ofOther, BODY);
        assertThat(rejection(ofOther)).isEmpty();
    }

    @Test
    void tellsNothingTwice() throws InterruptedException {
        record(ofOne, later(FailureCode.http(503), Optional.of(Duration.ofMinutes(1))));

        tell();
        other.hear(2, List.of());

        assertThat(one.take()).isEmpty();
        assertThat(other.take()).isEmpty();
    }

    @Test
    @Timeout(60)
    void nodesShareTheTransfersOfAHost() throws InterruptedException {
        var usual = concurrent(ofOne);

        one.hear(2, List.of());
        assertThat(concurrent(ofOne)).isEqualTo(usual / 2);

        one.hear(1_000, List.of());
        assertThat(concurrent(ofOne)).isEqualTo(1);

        one.hear(1, List.of());
        assertThat(concurrent(ofOne)).isEqualTo(usual);
    }

    private void tell() {
        other.hear(2, one.take());
    }

    private static NotFetched later(FailureCode code, Optional<Duration> retryAfter) {
        return new NotFetched(new RetryLater(code, "the server answered", retryAfter));
    }

    private static void record(HostRegistry hosts, Fetched fetched) throws InterruptedException {
        try (var host = hosts.open(URL);
                var permit = host.acquire(IMAGE)) {
            permit.record(new TimedResult(fetched, QUICK));
        }
    }

    private static Optional<Outcome> rejection(HostRegistry hosts) throws InterruptedException {
        try (var host = hosts.open(URL);
                var permit = host.acquire(IMAGE)) {
            return permit.rejection();
        }
    }

    /// How many images a node transfers from the host at once.
    private static int concurrent(HostRegistry hosts) throws InterruptedException {
        var images = 50;
        var running = new AtomicInteger();
        var gate = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < images; i++) {
                var _ = threads.submit(() -> transfer(hosts, running, gate));
            }
            while (hosts.sum(HostLimits::waiting) + running.get() < images) Thread.onSpinWait();
            var concurrent = running.get();
            gate.countDown();
            return concurrent;
        }
    }

    private static boolean transfer(HostRegistry hosts, AtomicInteger running, CountDownLatch gate)
            throws InterruptedException {
        try (var host = hosts.open(URL);
                var _ = host.acquire(IMAGE)) {
            running.incrementAndGet();
            gate.await();
            running.decrementAndGet();
        }
        return true;
    }
}
