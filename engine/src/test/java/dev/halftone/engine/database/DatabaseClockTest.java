package dev.halftone.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.RandomSeed;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Tests that the clock follows the server, whatever the server's clock does.
class DatabaseClockTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private long nanos = 17;
    private final DatabaseClock clock = new DatabaseClock(() -> nanos);

    @Test
    void goesOnBetweenAnswersByTheMonotonicCounter() {
        answer(NOON);

        pass(Duration.ofSeconds(5));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void takesTheTimeInTheMiddleOfTheRoundTrip() {
        clock.set(NOON, nanos, nanos + 200_000_000);

        pass(Duration.ofMillis(200));

        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(100));
    }

    @Test
    void ignoresTheTimeOfASlowAnswer() {
        answer(NOON);

        clock.set(NOON.plusSeconds(60), nanos, nanos + 2_000_000_000L);

        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void takesAFirstTimeHoweverSlow() {
        clock.set(NOON, nanos, nanos + 4_000_000_000L);

        pass(Duration.ofSeconds(4));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void followsAServerThatIsSetForwardAtOnce() {
        answer(NOON);

        answer(NOON.plusSeconds(300));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(300));
    }

    @Test
    void approachesAServerThatIsSetBackInSmallSteps() {
        answer(NOON);

        answer(NOON.minusSeconds(300));

        assertThat(clock.instant()).isEqualTo(NOON.minusMillis(100));
    }

    @Test
    void neverGoesBackFarAndEndsUpAtTheServersTime() {
        var random = RandomSeed.random(DatabaseClockTest.class);
        answer(NOON);
        var last = clock.instant();
        var server = NOON;
        for (var i = 0; i < 30_000; i++) {
            pass(Duration.ofSeconds(1));
            server = server.plusSeconds(1).plusMillis(i < 500 ? random.nextInt(-20_000, 20_000) : 0);
            answer(server);
            assertThat(clock.instant()).isAfterOrEqualTo(last.minusMillis(100));
            last = clock.instant();
        }

        assertThat(last).isEqualTo(server);
    }

    private void answer(Instant time) {
        clock.set(time, nanos, nanos);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
