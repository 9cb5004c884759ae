package dev.halftone.engine.task;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// When to retry an image, and how often.
///
/// The delay doubles with each attempt, and half of it is random ("equal jitter"), so that images that failed
/// together are not retried together.
///
/// @param firstDelay the longest delay after the first attempt
/// @param maxAttempts how many attempts are made in all
/// @param random the source of the jitter; must be thread-safe
public record RetryPolicy(Duration firstDelay, int maxAttempts, RandomGenerator random) {
    private static final Duration MAX_DELAY = Duration.ofHours(1);

    public RetryPolicy {
        if (!firstDelay.isPositive() || firstDelay.compareTo(MAX_DELAY) > 0)
            throw new IllegalArgumentException(
                    "retry-first-delay must be more than 0 and at most an hour, not " + firstDelay);
        if (maxAttempts < 1) throw new IllegalArgumentException("max-attempts must be at least 1, not " + maxAttempts);
    }

    /// Five attempts, with a first delay of at most a second.
    public static RetryPolicy defaults() {
        return new RetryPolicy(
                Duration.ofSeconds(1), 5, () -> ThreadLocalRandom.current().nextLong());
    }

    /// Whether another attempt is allowed after this many.
    public boolean allowsAttemptAfter(int attempts) {
        return attempts < maxAttempts;
    }

    /// How long to wait before the next attempt.
    ///
    /// @param attempt how many attempts have been made, 1 after the first
    /// @param retryAfter how long the server asked us to wait; the delay is never shorter
    public Duration delay(int attempt, Optional<Duration> retryAfter) {
        if (attempt < 1) throw new IllegalArgumentException("no attempt was made: " + attempt);
        var backoff = jittered(doubled(attempt - 1));
        return retryAfter.filter(wait -> wait.compareTo(backoff) > 0).orElse(backoff);
    }

    private Duration doubled(int times) {
        // More doublings make no difference, and would overflow.
        var delay = firstDelay.multipliedBy(1L << Math.min(times, 22));
        return delay.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : delay;
    }

    private Duration jittered(Duration delay) {
        var half = delay.toNanos() / 2;
        return Duration.ofNanos(half + random.nextLong(half + 1));
    }
}
