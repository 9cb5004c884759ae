package dev.halftone.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until a test moves it. Any thread may read and move it.
public final class SettableClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    /// Starts at noon UTC on a working day.
    public SettableClock() {
        this(Instant.parse("2026-03-02T12:00:00Z"));
    }

    /// Starts at the given instant, in UTC.
    public SettableClock(Instant now) {
        this(new AtomicReference<>(now), ZoneOffset.UTC);
    }

    private SettableClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /// Moves the clock to an instant, which may be earlier.
    public void set(Instant instant) {
        now.set(instant);
    }

    /// Moves the clock forward, or back if the duration is negative.
    public void advance(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /// A view of this clock in another zone. The two move together.
    @Override
    public Clock withZone(ZoneId newZone) {
        return new SettableClock(now, newZone);
    }
}
