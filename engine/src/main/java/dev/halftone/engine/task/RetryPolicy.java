package dev.halftone.engine.task;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// When to try again, and how often.
///
/// The wait doubles from attempt to attempt, and half of it is left to chance ("equal jitter"), so that images
/// which failed together do not come back together.
///
/// @param firstDelay the longest wait after the first attempt
/// @param maxAttempts how many attempts are made in all
/// @param random where chance comes from; any thread may ask
public record RetryPolicy(Duration firstDelay, int maxAttempts, RandomGenerator random) {
    private static final Duration LONGEST = Duration.ofHours(1);

    public RetryPolicy {
        if (!firstDelay.isPositive() || firstDelay.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException("retry-first-delay is between nothing and an hour, not " + firstDelay);
        if (maxAttempts < 1) throw new IllegalArgumentException("max-attempts is at least 1, not " + maxAttempts);
    }

    /// Five attempts, the first pause of a second.
    public static RetryPolicy defaults() {
        return new RetryPolicy(
                Duration.ofSeconds(1), 5, () -> ThreadLocalRandom.current().nextLong());
    }

    /// Whether another attempt is allowed after so many.
    public boolean allowsAttemptAfter(int attempts) {
        return attempts < maxAttempts;
    }

    /// How long to wait before the next attempt.
    ///
    /// @param attempt how many attempts have been made, 1 after the first
    /// @param retryAfter how long the server asked us to wait: never less than that
    public Duration delay(int attempt, Optional<Duration> retryAfter) {
        if (attempt < 1) throw new IllegalArgumentException("no attempt was made: " + attempt);
        var backoff = jittered(doubled(attempt - 1));
        return retryAfter.filter(wait -> wait.compareTo(backoff) > 0).orElse(backoff);
    }

    private Duration doubled(int times) {
        // Doubled no further than makes a difference: beyond that it would overflow.
        var delay = firstDelay.multipliedBy(1L << Math.min(times, 22));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    private Duration jittered(Duration delay) {
        var half = delay.toNanos() / 2;
        return Duration.ofNanos(half + random.nextLong(half + 1));
    }
}
