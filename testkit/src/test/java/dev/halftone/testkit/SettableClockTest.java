package dev.halftone.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class SettableClockTest {

    @Test
    void keepsTimeUntilAdvanced() {
        var clock = new SettableClock(Instant.EPOCH);

        clock.advance(Duration.ofSeconds(90));

        assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(90));
    }

    @Test
    void movesInAllZonesTogether() {
        var clock = new SettableClock();
        var clockInIndia = clock.withZone(ZoneId.of("Asia/Kolkata"));

        clock.set(Instant.EPOCH);

        assertThat(clockInIndia.instant()).isEqualTo(Instant.EPOCH);
    }
}
