package dev.halftone.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until a test moves it. May be read and moved from any thread.
public final class SettableClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    /// Stands at noon of a working day, UTC.
    public SettableClock() {
        this(Instant.parse("2026-03-02T12:00:00Z"));
    }

    /// Stands at a moment of the test's choice, UTC.
    public SettableClock(Instant now) {
        this(new AtomicReference<>(now), ZoneOffset.UTC);
    }

    private SettableClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /// Moves the clock to a moment, back too.
    public void set(Instant instant) {
        now.set(instant);
    }

    /// Moves the clock on, or back by a negative amount.
    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /// The same clock read in another zone: it moves with this one.
    @Override
    public Clock withZone(ZoneId other) {
        return new SettableClock(now, other);
    }
}
