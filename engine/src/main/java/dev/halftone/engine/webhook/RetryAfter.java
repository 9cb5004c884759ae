package dev.halftone.engine.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Reads `Retry-After` (RFC 9110 §10.2.3): seconds, or a date.
final class RetryAfter {
    /// Longer numbers are seconds too, of more than thirty years.
    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /// How long from now; nothing for a date gone by; empty when the text is neither seconds nor a date.
    static Optional<Duration> parse(String text, Instant now) {
        return text.matches("[0-9]+") ? Optional.of(seconds(text)) : until(text, now);
    }

    private static Duration seconds(String digits) {
        return Duration.ofSeconds(digits.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits));
    }

    private static Optional<Duration> until(String date, Instant now) {
        try {
            var moment = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(moment.isAfter(now) ? Duration.between(now, moment) : Duration.ZERO);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
