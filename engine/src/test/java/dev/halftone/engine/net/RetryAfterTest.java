package dev.halftone.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
    private final RetryAfter retryAfter = new RetryAfter(new SettableClock(Instant.parse("2026-03-02T12:00:00Z")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                               | PT0S",
                "90                              | PT1M30S",
                "3601                            | PT1H",
                "99999999999999999999            | PT1H",
                "Mon, 02 Mar 2026 12:02:00 GMT   | PT2M",
                "Monday, 02-Mar-26 12:02:00 GMT  | PT2M",
                "Mon Mar  2 12:02:00 2026        | PT2M",
                "Mon, 02 Mar 2026 11:00:00 GMT   | PT0S",
                "Tue, 02 Mar 2027 12:00:00 GMT   | PT1H"
            })
    void readsSecondsAndDates(String value, Duration wait) {
        assertThat(retryAfter.in(Headers.of("Retry-After", value))).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "12 s"})
    void readsNothingIntoOtherWords(String value) {
        assertThat(retryAfter.in(Headers.of("Retry-After", value))).isEmpty();
    }

    @Test
    void needsNoHeader() {
        assertThat(retryAfter.in(Headers.of())).isEmpty();
    }
}
