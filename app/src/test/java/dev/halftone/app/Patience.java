package dev.halftone.app;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for another process, for as long as any machine may need.
public final class Patience {
    /// After which nobody waits any more.
    public static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    private Patience() {}

    /// Waits until it is as wanted.
    public static void await(BooleanSupplier wanted) {
        await(wanted, Duration.ofMillis(20));
    }

    /// The same for what passes quickly, and costs little to look at.
    public static void awaitClosely(BooleanSupplier wanted) {
        await(wanted, Duration.ofMillis(1));
    }

    private static void await(BooleanSupplier wanted, Duration pause) {
        var deadline = Instant.now().plus(LONG_ENOUGH);
        while (!wanted.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) throw new AssertionError("it never came to be");
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
