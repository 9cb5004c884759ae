package dev.halftone.engine.net;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Headers;

/// How long a server asks us to wait (RFC 9110 §10.2.3): seconds, or a date in any of the three forms of §5.6.7.
public final class RetryAfter {
    /// Whoever asks for more is asked again after this: a week would outlast the request.
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Clock clock;

    public RetryAfter(Clock clock) {
        this.clock = clock;
    }

    /// The wait, at most an hour; empty when none is asked for in words we understand.
    public Optional<Duration> in(Headers headers) {
        return seconds(headers).or(() -> untilDate(headers)).map(RetryAfter::withinReason);
    }

    private static Optional<Duration> seconds(Headers headers) {
        return Optional.ofNullable(headers.get("Retry-After"))
                .filter(text -> text.matches("[0-9]+"))
                .map(digits -> Duration.ofSeconds(digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits)));
    }

    private Optional<Duration> untilDate(Headers headers) {
        return Optional.ofNullable(headers.getInstant("Retry-After")).map(this::until);
    }

    private Duration until(Instant date) {
        return Duration.between(clock.instant(), date);
    }

    private static Duration withinReason(Duration wait) {
        if (wait.isNegative()) return Duration.ZERO;
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
