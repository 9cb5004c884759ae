package dev.halftone.engine.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The clock of the database server, which all its nodes share: what the server said last, and the time that has
/// passed here since, by the monotonic counter. The machine's own clock does not matter.
///
/// Never goes back by more than 100 ms. If the server's clock was set back, it approaches it in steps.
final class DatabaseClock implements InstantSource {
    private static final Duration MAX_STEP_BACK = Duration.ofMillis(100);

    /// The time of a slow answer is imprecise.
    private static final Duration MAX_ROUND_TRIP = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private volatile @Nullable Reading reading;

    /// A time, and the counter at that time.
    private record Reading(Instant time, long nanos) {
        Instant at(long now) {
            return time.plusNanos(now - nanos);
        }
    }

    /// @param nanos a monotonic counter of nanoseconds
    DatabaseClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Sets this clock to the server's time.
    ///
    /// @param asked the counter when the server was asked
    /// @param answered the counter when it had answered
    void set(Instant time, long asked, long answered) {
        var last = reading;
        if (last != null && answered - asked > MAX_ROUND_TRIP.toNanos()) return;
        var middle = asked + (answered - asked) / 2;
        var earliest = last == null ? time : last.at(middle).minus(MAX_STEP_BACK);
        reading = new Reading(time.isBefore(earliest) ? earliest : time, middle);
    }

    @Override
    public Instant instant() {
        var last = reading;
        if (last == null) throw new IllegalStateException("the server was not asked yet");
        return last.at(nanos.getAsLong());
    }
}
