package dev.halftone.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for another process, for as long as any machine may need.
public final class Await {
    /// After which nobody waits any more.
    public static final Duration TIMEOUT = Duration.ofSeconds(90);

    private Await() {}

    /// Waits until it is as wanted.
    public static void until(BooleanSupplier wanted) {
        until(wanted, Duration.ofMillis(20));
    }

    /// The same for what passes quickly, and costs little to look at.
    public static void untilPollingFast(BooleanSupplier wanted) {
        until(wanted, Duration.ofMillis(1));
    }

    private static void until(BooleanSupplier wanted, Duration pause) {
        var deadline = Instant.now().plus(TIMEOUT);
        while (!wanted.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) throw new AssertionError("it never came to be");
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
