package dev.halftone.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void readsSeconds() {
        assertThat(RetryAfter.parse("0", NOW)).hasValue(Duration.ZERO);
        assertThat(RetryAfter.parse("120", NOW)).hasValue(Duration.ofMinutes(2));
    }

    @Test
    void readsMoreSecondsThanFitAnywhereAsVeryMany() {
        assertThat(RetryAfter.parse("9".repeat(1_000), NOW))
                .hasValueSatisfying(wait -> assertThat(wait).isGreaterThan(Duration.ofDays(1_000)));
    }

    @Test
    void readsDates() {
        assertThat(RetryAfter.parse("Mon, 02 Mar 2026 12:01:30 GMT", NOW)).hasValue(Duration.ofSeconds(90));
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 12:00:00 GMT", NOW)).hasValue(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "٣", "2026-03-02T12:00:00Z"})
    void readsNothingElse(String text) {
        assertThat(RetryAfter.parse(text, NOW)).isEmpty();
    }
}
