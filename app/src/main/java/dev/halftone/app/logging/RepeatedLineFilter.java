package dev.halftone.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/// Logs the same warning or error once a minute. While the disk or the database is away, many threads would report it
/// every second, some with a stack trace. Lines are the same if the same statement logs them for the same cause,
/// whatever their arguments.
public final class RepeatedLineFilter extends TurboFilter {
    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_LINES = 1_000;

    private final LongSupplier nanoClock;
    private final Map<Line, Long> loggedAt = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Line, Long> eldest) {
            return size() > MAX_LINES;
        }
    };

    /// For `logback.xml`.
    public RepeatedLineFilter() {
        this(System::nanoTime);
    }

    RepeatedLineFilter(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /// A statement that logs, and the place that the failure comes from.
    private record Line(String logger, String format, String cause) {
        static Line of(Logger logger, String format, @Nullable Throwable failure) {
            return new Line(logger.getName(), format, failure == null ? "" : cause(failure));
        }

        private static String cause(Throwable failure) {
            var root = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                    .limit(100)
                    .reduce(failure, (_, cause) -> cause);
            var frames = root.getStackTrace();
            return root.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        // Without a format, somebody only asks whether the level is enabled.
        if (format == null
                || !level.isGreaterOrEqual(Level.WARN)
                || !level.isGreaterOrEqual(logger.getEffectiveLevel())) return FilterReply.NEUTRAL;
        return isDue(Line.of(logger, format, failure)) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private synchronized boolean isDue(Line line) {
        var now = nanoClock.getAsLong();
        var last = loggedAt.get(line);
        if (last != null && now - last < INTERVAL_NANOS) return false;
        loggedAt.put(line, now);
        return true;
    }
}
