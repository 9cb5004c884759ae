package dev.halftone.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                               | PT0S",
                "90                              | PT1M30S",
                "120                             | PT2M",
                "3601                            | PT1H1S",
                "Mon, 02 Mar 2026 12:01:30 GMT   | PT1M30S",
                "Mon, 02 Mar 2026 12:02:00 GMT   | PT2M",
                "Monday, 02-Mar-26 12:02:00 GMT  | PT2M",
                "Mon Mar  2 12:02:00 2026        | PT2M",
                "Mon, 02 Mar 2026 11:00:00 GMT   | PT0S",
                "Sun, 01 Mar 2026 12:00:00 GMT   | PT0S",
                "Tue, 02 Mar 2027 12:00:00 GMT   | PT8760H"
            })
    void readsSecondsAndDates(String value, Duration wait) {
        assertThat(parse(value)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 1_000})
    void readsOverlongNumbersAsAVeryLongWait(int digits) {
        assertThat(parse("9".repeat(digits)))
                .hasValueSatisfying(wait -> assertThat(wait).isGreaterThan(Duration.ofDays(1_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "12 s", "٣", "2026-03-02T12:00:00Z"})
    void ignoresInvalidValues(String value) {
        assertThat(parse(value)).isEmpty();
    }

    @Test
    void ignoresMissingHeader() {
        assertThat(RetryAfter.parse(Headers.of(), NOW)).isEmpty();
    }

    private static Optional<Duration> parse(String value) {
        var headers =
                new Headers.Builder().addUnsafeNonAscii("Retry-After", value).build();
        return RetryAfter.parse(headers, NOW);
    }
}
