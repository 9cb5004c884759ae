package dev.halftone.engine.fetch;

import static dev.halftone.engine.fetch.FetchFixture.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.fetch.Fetched.NotFetched;
import dev.halftone.engine.fetch.HostLimits.TimedResult;
import dev.halftone.engine.limit.FairnessKey;
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
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration QUICK = Duration.ofMillis(50);
    private static final Body IMAGE = new Body(new ImageBytes(new byte[1]), Optional.empty());
    private static final NotFetched TIMED_OUT = new NotFetched(
            new RetryLater(FailureCode.TIMED_OUT, "the server took too long to answer", Optional.empty()));

    private final SettableClock clock = new SettableClock();
    private final HostLimits hostLimits = new HostLimits(16, LONGEST, clock);
    private final Deque<FairnessKey> asked = new ArrayDeque<>();

    @Test
    void leavesAHostAloneForAsLongAsItAsks() throws Exception {
        ask(1, busy(Duration.ofMinutes(1)));

        clock.advance(Duration.ofSeconds(20));
        var putOff = ask(2, IMAGE);
        clock.advance(Duration.ofSeconds(40));
        var later = ask(2, IMAGE);

        assertThat(outcome(putOff))
                .isEqualTo(new Deferred(
                        FailureCode.http(429),
                        "the server answered 429 to another image and asked us to wait",
                        Duration.ofSeconds(40)));
        assertThat(later).isEqualTo(IMAGE);
        assertThat(asked).containsExactly(FairnessKey.of(1), FairnessKey.of(2));
    }

    @Test
    void holdsTheLongestOfSeveralHolds() throws Exception {
        var both = new CountDownLatch(2);
        var answers = List.of(busy(Duration.ofMinutes(2)), busy(Duration.ofMinutes(1)));
        var asks = answers.stream()
                .map(result -> started(() -> transfer(FairnessKey.of(1), () -> {
                    both.countDown();
                    both.await();
                    return new TimedResult(result, QUICK);
                })))
                .toList();
        for (var ask : asks) ask.get();

        clock.advance(Duration.ofSeconds(90));

        assertThat(outcome(ask(3, IMAGE))).isInstanceOf(Deferred.class);
        assertThat(hostLimits.isDeferred()).isTrue();
    }

    /// Else a request to a host that answers 429 for ever would have no end.
    @Test
    void countsWhatIsPutOffOnceAHostHasAskedForItTooOften() throws Exception {
        for (var i = 0; i < RetryAfterWindow.MAX_FREE_DEFERRALS; i++) {
            ask(1, busy(Duration.ofMinutes(1)));
            assertThat(outcome(ask(2, IMAGE))).isInstanceOf(Deferred.class);
            clock.advance(Duration.ofMinutes(1));
        }

        ask(1, busy(Duration.ofSeconds(1)));

        assertThat(outcome(ask(2, IMAGE))).isInstanceOf(RetryLater.class);
    }

    @Test
    void hasPatienceAgainWithAHostThatSendsSomethingInBetween() throws Exception {
        for (var i = 0; i < 3 * RetryAfterWindow.MAX_FREE_DEFERRALS; i++) {
            ask(1, busy(Duration.ofMinutes(1)));
            assertThat(outcome(ask(2, IMAGE))).isInstanceOf(Deferred.class);
            clock.advance(Duration.ofMinutes(1));
            ask(2, IMAGE);
        }
    }

    @Test
    void asksForLessAtOnceWhenItIsTooMuch() throws Exception {
        ask(1, new NotFetched(new RetryLater(FailureCode.http(503), "the server answered 503", Optional.empty())));

        assertThat(mostAtOnce(50)).isEqualTo(8);
    }

    @Test
    void asksForLessAtOnceWhenTheHostSlowsDown() throws Exception {
        transfer(
                FairnessKey.of(1),
                () -> new TimedResult(IMAGE, LONGEST.dividedBy(2).plusMillis(1)));

        assertThat(mostAtOnce(50)).isEqualTo(8);
    }

    @Test
    void asksForAsMuchAsBeforeOnceItGoesWell() throws Exception {
        ask(1, busy(Duration.ZERO));

        for (var i = 0; i < 200; i++) ask(1, IMAGE);

        assertThat(mostAtOnce(50)).isEqualTo(16);
        assertThat(hostLimits.hasDefaultState()).isTrue();
    }

    @Test
    void hardlyTriesADeadHost() throws Exception {
        var images = IntStream.rangeClosed(1, 1_000)
                .mapToObj(image -> started(() -> ask(image, TIMED_OUT)))
                .toList();
        for (var image : images) assertThat(outcome(image.get())).isInstanceOf(RetryLater.class);

        // As many as were under way together; the others got their answer without asking.
        assertThat(asked).hasSizeLessThanOrEqualTo(16 + CircuitBreaker.FAILURE_THRESHOLD);
        assertThat(hostLimits.isCircuitOpen()).isTrue();
    }

    @Test
    void noticesThatADeadHostIsBack() throws Exception {
        for (var i = 0; i < CircuitBreaker.FAILURE_THRESHOLD; i++) ask(1, TIMED_OUT);

        clock.advance(CircuitBreaker.SHORTEST_PAUSE.plus(CircuitBreaker.HEAD_START));
        var first = ask(2, IMAGE);

        assertThat(first).isEqualTo(IMAGE);
        assertThat(ask(3, IMAGE)).isEqualTo(IMAGE);
        assertThat(hostLimits.isCircuitOpen()).isFalse();
    }

    private int mostAtOnce(int transfers) throws Exception {
        var inside = new AtomicInteger();
        var gate = new CountDownLatch(1);
        var asks = IntStream.range(0, transfers)
                .mapToObj(_ -> started(() -> transfer(new FairnessKey(1), () -> {
                    inside.incrementAndGet();
                    gate.await();
                    inside.decrementAndGet();
                    return new TimedResult(IMAGE, QUICK);
                })))
                .toList();
        while (hostLimits.waiting() + inside.get() < transfers) Thread.onSpinWait();
        var atOnce = inside.get();
        gate.countDown();
        for (var ask : asks) ask.get();
        return atOnce;
    }

    private Fetched ask(int image, Fetched result) throws Exception {
        return transfer(FairnessKey.of(image), () -> {
            synchronized (asked) {
                asked.add(FairnessKey.of(image));
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

    private static <T> FutureTask<T> started(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }
}
