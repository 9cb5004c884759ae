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
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(30);
    private static final FairnessKey NEAR_KEY = new FairnessKey("", 5);
    private static final FairnessKey FAR_KEY = new FairnessKey("", 5_000);

    private final CircuitBreaker circuitBreaker = new CircuitBreaker(FETCH_TIMEOUT);
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void opensAfterTenFailuresInARow() {
        fail(9);
        assertThat(circuitBreaker.rejection(FAR_KEY, now)).isEmpty();

        fail(1);

        assertThat(circuitBreaker.isOpen()).isTrue();
        assertThat(circuitBreaker.rejection(FAR_KEY, now)).hasValueSatisfying(retryLater -> {
            assertThat(retryLater.code()).isEqualTo(FailureCode.CONNECT_FAILED);
            assertThat(retryLater.message()).startsWith("the server could not be reached");
            assertThat(retryLater.retryAfter()).hasValue(Duration.ofSeconds(1));
        });
    }

    @Test
    void staysClosedWhileSomeFetchesSucceed() {
        for (var i = 0; i < 20; i++) {
            fail(9);
            circuitBreaker.onResponse();
        }

        assertThat(circuitBreaker.isOpen()).isFalse();
        assertThat(circuitBreaker.isIdle()).isTrue();
    }

    @Test
    void allowsOneProbeAfterThePause() {
        fail(10);

        now = now.plusSeconds(1);

        assertThat(circuitBreaker.rejection(FAR_KEY, now)).isEmpty();
        assertThat(circuitBreaker.onStart(now)).isEqualTo(Purpose.PROBE);
        assertThat(circuitBreaker.rejection(FAR_KEY, now))
                .hasValueSatisfying(
                        retryLater -> assertThat(retryLater.retryAfter()).hasValue(FETCH_TIMEOUT.plusSeconds(1)));
    }

    @Test
    void closesOnTheFirstResponse() {
        fail(10);

        circuitBreaker.onResponse();

        assertThat(circuitBreaker.rejection(NEAR_KEY, now)).isEmpty();
        assertThat(circuitBreaker.onStart(now)).isEqualTo(Purpose.FETCH);
    }

    @Test
    void doublesThePauseAfterEachFailedProbeUpToThirtySeconds() {
        fail(10);

        var pauses = new ArrayList<Long>();
        for (var i = 0; i < 7; i++) {
            circuitBreaker.onFailure(new HostLimits.Transfer(NEAR_KEY, 0, Purpose.PROBE), UNREACHABLE, now);
            pauses.add(circuitBreaker
                    .rejection(FAR_KEY, now)
                    .flatMap(RetryLater::retryAfter)
                    .orElseThrow()
                    .toSeconds());
        }

        assertThat(pauses).containsExactly(2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void doesNotLengthenThePauseForConcurrentFailures() {
        fail(16);

        assertThat(circuitBreaker.rejection(FAR_KEY, now).flatMap(RetryLater::retryAfter))
                .hasValue(Duration.ofSeconds(1));
    }

    /// Failures in one folder of a host must not block its other images. Distant images are the better probe.
    @Test
    void prefersToProbeWithAnImageFarFromTheFailedOnes() {
        fail(10);

        now = now.plusSeconds(1);

        assertThat(circuitBreaker.rejection(new FairnessKey("", 11), now)).isEmpty();
        assertThat(circuitBreaker.rejection(new FairnessKey("", 10), now)).isPresent();
        assertThat(circuitBreaker.rejection(new FairnessKey("", 10), now.plus(CircuitBreaker.HEAD_START)))
                .isEmpty();
    }

    private void fail(int times) {
        for (var i = 0; i < times; i++)
            circuitBreaker.onFailure(new HostLimits.Transfer(NEAR_KEY, 0, Purpose.FETCH), UNREACHABLE, now);
    }
}
