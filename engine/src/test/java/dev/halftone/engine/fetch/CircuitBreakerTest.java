package dev.halftone.engine.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.HostLimits.Transfer.Purpose;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.RetryLater;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CircuitBreakerTest {
    private static final RetryLater UNREACHABLE =
            new RetryLater(FailureCode.CONNECT_FAILED, "the server could not be reached", Optional.empty());
    private static final Duration TRANSFER = Duration.ofSeconds(30);
    private static final FairnessKey NEAR = new FairnessKey(5);
    private static final FairnessKey FAR = new FairnessKey(5_000);

    private final CircuitBreaker circuitBreaker = new CircuitBreaker(TRANSFER);
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void opensAfterTenFailuresInARow() {
        fail(9);
        assertThat(circuitBreaker.rejection(FAR, now)).isEmpty();

        fail(1);

        assertThat(circuitBreaker.isOpen()).isTrue();
        assertThat(circuitBreaker.rejection(FAR, now)).hasValueSatisfying(retryLater -> {
            assertThat(retryLater.code()).isEqualTo(FailureCode.CONNECT_FAILED);
            assertThat(retryLater.message()).startsWith("the server could not be reached");
            assertThat(retryLater.retryAfter()).hasValue(Duration.ofSeconds(1));
        });
    }

    @Test
    void staysShutWhileSomethingSucceedsNowAndThen() {
        for (var i = 0; i < 20; i++) {
            fail(9);
            circuitBreaker.onResponse();
        }

        assertThat(circuitBreaker.isOpen()).isFalse();
        assertThat(circuitBreaker.isIdle()).isTrue();
    }

    @Test
    void letsOneTryAfterThePauseAndTheOthersWaitForIt() {
        fail(10);

        now = now.plusSeconds(1);

        assertThat(circuitBreaker.rejection(FAR, now)).isEmpty();
        assertThat(circuitBreaker.onStart(now)).isEqualTo(Purpose.PROBE);
        assertThat(circuitBreaker.rejection(FAR, now))
                .hasValueSatisfying(
                        retryLater -> assertThat(retryLater.retryAfter()).hasValue(TRANSFER.plusSeconds(1)));
    }

    @Test
    void isShutByTheFirstSuccess() {
        fail(10);

        circuitBreaker.onResponse();

        assertThat(circuitBreaker.rejection(NEAR, now)).isEmpty();
        assertThat(circuitBreaker.onStart(now)).isEqualTo(Purpose.FETCH);
    }

    @Test
    void pausesTwiceAsLongAfterEachTryInVainUpToHalfAMinute() {
        fail(10);

        var pauses = new ArrayList<Long>();
        for (var i = 0; i < 7; i++) {
            circuitBreaker.onFailure(new HostLimits.Transfer(NEAR, 0, Purpose.PROBE), UNREACHABLE, now);
            pauses.add(circuitBreaker
                    .rejection(FAR, now)
                    .flatMap(RetryLater::retryAfter)
                    .orElseThrow()
                    .toSeconds());
        }

        assertThat(pauses).containsExactly(2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void takesThoseThatWereUnderWayTogetherForOneReason() {
        fail(16);

        assertThat(circuitBreaker.rejection(FAR, now).flatMap(RetryLater::retryAfter))
                .hasValue(Duration.ofSeconds(1));
    }

    /// A folder may be gone of a host that is not: it must not take the other images with it.
    @Test
    void prefersToTryAnImageThatStandsFarFromThoseThatFailed() {
        fail(10);

        now = now.plusSeconds(1);

        assertThat(circuitBreaker.rejection(new FairnessKey(11), now)).isEmpty();
        assertThat(circuitBreaker.rejection(new FairnessKey(10), now)).isPresent();
        assertThat(circuitBreaker.rejection(new FairnessKey(10), now.plus(CircuitBreaker.HEAD_START)))
                .isEmpty();
    }

    private void fail(int times) {
        for (var i = 0; i < times; i++)
            circuitBreaker.onFailure(new HostLimits.Transfer(NEAR, 0, Purpose.FETCH), UNREACHABLE, now);
    }
}
