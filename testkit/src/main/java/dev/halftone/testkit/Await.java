package dev.halftone.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Polls until something has happened in another thread or process. Fails with an [AssertionError] after [#TIMEOUT].
public final class Await {
    /// Long enough for a busy machine: a test that waits longer has failed.
    public static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private Await() {}

    /// Waits until the condition holds.
    public static void until(BooleanSupplier condition) {
        until(condition, POLL_INTERVAL);
    }

    /// Like [#until(BooleanSupplier)], but polls every millisecond: for states that pass quickly and are cheap
    /// to check.
    public static void untilPollingFast(BooleanSupplier condition) {
        until(condition, Duration.ofMillis(1));
    }

    /// Waits for a value that matches the condition.
    ///
    /// @return the first value that matched
    public static <T> T until(Supplier<T> value, Predicate<T> condition) {
        var deadline = Instant.now().plus(TIMEOUT);
        while (true) {
            var current = value.get();
            if (condition.test(current)) return current;
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("condition not met within " + TIMEOUT + "; last value: " + current);
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private static void until(BooleanSupplier condition, Duration pollInterval) {
        var deadline = Instant.now().plus(TIMEOUT);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) throw new AssertionError("condition not met within " + TIMEOUT);
            LockSupport.parkNanos(pollInterval.toNanos());
        }
    }
}
