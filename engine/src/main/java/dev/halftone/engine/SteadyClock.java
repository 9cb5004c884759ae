package dev.halftone.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// A clock that is never set back: where the one it follows is, it goes on from where it was, at the machine's
/// own pace. What is due in a second is due in a second then, not when the other clock has caught up.
final class SteadyClock implements InstantSource {
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final LongSupplier nanos;
    private Instant last;
    private long lastNanos;

    /// @param nanos a count of nanoseconds that only ever grows
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
        var atLeast = last.plus(Duration.ofNanos(nanosNow - lastNanos));
        var now = clock.instant();
        // The two never go at quite the same pace, and small steps back are no setting back.
        var isSetBack = Duration.between(now, atLeast).compareTo(SLACK) > 0;
        last = isSetBack ? atLeast : now;
        lastNanos = nanosNow;
        return last;
    }
}
