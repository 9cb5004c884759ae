package dev.halftone.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.source.Fetched.Later;
import dev.halftone.engine.source.Visit.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BreakerTest {
    private static final Later UNREACHABLE =
            new Later(FailureCode.CONNECT_FAILED, "the server could not be reached", Optional.empty());
    private static final Duration TRANSFER = Duration.ofSeconds(30);
    private static final Turn NEAR = new Turn(5);
    private static final Turn FAR = new Turn(5_000);

    private final Breaker breaker = new Breaker(TRANSFER);
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void opensAfterTenFailuresInARow() {
        fail(9);
        assertThat(breaker.instead(FAR, now)).isEmpty();

        fail(1);

        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.instead(FAR, now)).hasValueSatisfying(later -> {
            assertThat(later.code()).isEqualTo(FailureCode.CONNECT_FAILED);
            assertThat(later.message()).startsWith("the server could not be reached");
            assertThat(later.retryAfter()).hasValue(Duration.ofSeconds(1));
        });
    }

    @Test
    void staysShutWhileSomethingSucceedsNowAndThen() {
        for (var i = 0; i < 20; i++) {
            fail(9);
            breaker.answered();
        }

        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.isQuiet()).isTrue();
    }

    @Test
    void letsOneTryAfterThePauseAndTheOthersWaitForIt() {
        fail(10);

        now = now.plusSeconds(1);

        assertThat(breaker.instead(FAR, now)).isEmpty();
        assertThat(breaker.begins(now)).isEqualTo(Purpose.TRY);
        assertThat(breaker.instead(FAR, now))
                .hasValueSatisfying(later -> assertThat(later.retryAfter()).hasValue(TRANSFER.plusSeconds(1)));
    }

    @Test
    void isShutByTheFirstSuccess() {
        fail(10);

        breaker.answered();

        assertThat(breaker.instead(NEAR, now)).isEmpty();
        assertThat(breaker.begins(now)).isEqualTo(Purpose.FETCH);
    }

    @Test
    void pausesTwiceAsLongAfterEachTryInVainUpToHalfAMinute() {
        fail(10);

        var pauses = new ArrayList<Long>();
        for (var i = 0; i < 7; i++) {
            breaker.failed(new Visit(NEAR, 0, Purpose.TRY), UNREACHABLE, now);
            pauses.add(breaker.instead(FAR, now)
                    .flatMap(Later::retryAfter)
                    .orElseThrow()
                    .toSeconds());
        }

        assertThat(pauses).containsExactly(2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void takesThoseThatWereUnderWayTogetherForOneReason() {
        fail(16);

        assertThat(breaker.instead(FAR, now).flatMap(Later::retryAfter)).hasValue(Duration.ofSeconds(1));
    }

    /// A folder may be gone of a host that is not: it must not take the other images with it.
    @Test
    void prefersToTryAnImageThatStandsFarFromThoseThatFailed() {
        fail(10);

        now = now.plusSeconds(1);

        assertThat(breaker.instead(new Turn(11), now)).isEmpty();
        assertThat(breaker.instead(new Turn(10), now)).isPresent();
        assertThat(breaker.instead(new Turn(10), now.plus(Breaker.HEAD_START))).isEmpty();
    }

    private void fail(int times) {
        for (var i = 0; i < times; i++) breaker.failed(new Visit(NEAR, 0, Purpose.FETCH), UNREACHABLE, now);
    }
}
