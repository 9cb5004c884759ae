package dev.halftone.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// A clock that never goes back. Where the clock it follows is set back, it continues at the pace of the machine's
/// monotonic counter, so a task that is due in a second is due in a second, not when the other clock has caught up.
final class SteadyClock implements InstantSource {
    /// The two clocks never run at quite the same pace; smaller differences are no step back.
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final LongSupplier nanos;
    private Instant last;
    private long lastNanos;

    /// @param nanos a monotonic counter of nanoseconds
    SteadyClock(InstantSource clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.last = clock.instant();
        this.lastNanos = nanos.getAsLong();
    }

    static SteadyClock of(InstantSource clock) {
        return new SteadyClock(clock, System::nanoTime);
    }

    @Override
    public synchronized Instant instant() {
        var nanosNow = nanos.getAsLong();
        var expected = last.plus(Duration.ofNanos(nanosNow - lastNanos));
        var now = clock.instant();
        var isSetBack = Duration.between(now, expected).compareTo(TOLERANCE) > 0;
        last = isSetBack ? expected : now;
        lastNanos = nanosNow;
        return last;
    }
}
