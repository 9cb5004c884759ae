package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.SettableClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private final SettableClock wall = new SettableClock();
    private final AtomicLong nanos = new AtomicLong();
    private final SteadyClock steady = new SteadyClock(wall, nanos::get);

    @Test
    void followsTheOtherClock() {
        pass(Duration.ofMinutes(3));

        assertThat(steady.instant()).isEqualTo(wall.instant());
    }

    @Test
    void continuesWhenTheOtherClockIsSetBack() {
        pass(Duration.ofMinutes(3));
        var before = steady.instant();

        wall.advance(Duration.ofDays(-1));
        pass(Duration.ofSeconds(10));

        assertThat(steady.instant()).isEqualTo(before.plusSeconds(10));
        pass(Duration.ofSeconds(10));
        assertThat(steady.instant()).isEqualTo(before.plusSeconds(20));
    }

    @Test
    void followsTheOtherClockForward() {
        wall.advance(Duration.ofDays(1));

        assertThat(steady.instant()).isEqualTo(wall.instant());
    }

    @Test
    void followsTheOtherClockAgainOnceItCatchesUp() {
        wall.advance(Duration.ofHours(-1));
        steady.instant();

        wall.advance(Duration.ofHours(2));

        assertThat(steady.instant()).isEqualTo(wall.instant());
    }

    private void pass(Duration time) {
        wall.advance(time);
        nanos.addAndGet(time.toNanos());
    }
}
