package dev.halftone.engine.net;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Headers;

/// Reads the `Retry-After` header (RFC 9110 §10.2.3): seconds, or a date in any of the three forms of §5.6.7.
public final class RetryAfter {
    private static final String NAME = "Retry-After";

    /// A longer number is read as [Integer#MAX_VALUE] seconds, which is 68 years.
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    /// Returns how long a server asks us to wait, counted from `now`. The caller caps it.
    ///
    /// @return zero for a date in the past; empty when the header is missing or is neither seconds nor a date
    public static Optional<Duration> parse(Headers headers, Instant now) {
        return seconds(headers).or(() -> untilDate(headers, now));
    }

    private static Optional<Duration> seconds(Headers headers) {
        return Optional.ofNullable(headers.get(NAME))
                .filter(text -> text.matches("[0-9]+"))
                .map(digits -> digits.length() > MAX_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits))
                .map(Duration::ofSeconds);
    }

    private static Optional<Duration> untilDate(Headers headers, Instant now) {
        return Optional.ofNullable(headers.getInstant(NAME))
                .map(date -> date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
    }
}
