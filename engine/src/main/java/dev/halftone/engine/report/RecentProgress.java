package dev.halftone.engine.report;

import dev.halftone.engine.request.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Remembers how many images of open requests had ended when somebody last looked: how fast they end now, and whether
/// they have stopped. The average since the start would show a rate long after everything has come to a stop.
///
/// For a request seen for the first time, only the time of its last finished image is known.
public final class RecentProgress {
    /// Over which the rate is taken; up to twice as long.
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final Duration STANDSTILL = Duration.ofSeconds(2);
    private static final int MAX_REQUESTS = 10_000;

    private final Function<Request, Optional<Instant>> lastEnd;
    private final Map<Long, Seen> requests = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Seen> eldest) {
            return size() > MAX_REQUESTS;
        }
    };

    /// @param lastEnd when the last image of a request's current round ended, or slightly later; empty if none has
    /// ended
    public RecentProgress(Function<Request, Optional<Instant>> lastEnd) {
        this.lastEnd = lastEnd;
    }

    /// How a request has gone lately.
    ///
    /// @param imagesPerSecond empty while it is not known; 0 when none has ended for ten seconds
    /// @param standsStill whether no image has ended for two seconds
    public record Recent(OptionalDouble imagesPerSecond, boolean standsStill) {}

    /// Looks at an open request.
    public Recent look(Request request, Instant now) {
        return seen(request, now).look(new Look(request.counts().imagesDone(), now));
    }

    private Seen seen(Request request, Instant now) {
        var done = request.counts().imagesDone();
        synchronized (requests) {
            var before = requests.get(request.number());
            // During a retry, fewer have ended than before.
            if (before != null && done >= before.latest.done && !now.isBefore(before.latest.at)) return before;
        }
        var lastEnded = lastEnd.apply(request).or(() -> request.times().roundStarted());
        var first = new Seen(new Look(done, now), lastEnded.orElse(now));
        synchronized (requests) {
            requests.put(request.number(), first);
        }
        return first;
    }

    private record Look(long done, Instant at) {}

    private static final class Seen {
        /// The first look of the window, and that of the next window.
        private Look first;

        private Look second;
        private volatile Look latest;
        private Instant changed;

        Seen(Look look, Instant changed) {
            this.first = look;
            this.second = look;
            this.latest = look;
            this.changed = changed;
        }

        synchronized Recent look(Look now) {
            if (now.done != latest.done) changed = now.at;
            latest = now;
            var quiet = Duration.between(changed, now.at);
            var recent = new Recent(rate(now, quiet), quiet.compareTo(STANDSTILL) >= 0);
            if (Duration.between(second.at, now.at).compareTo(WINDOW) >= 0) {
                first = second;
                second = now;
            }
            return recent;
        }

        private OptionalDouble rate(Look now, Duration quiet) {
            if (quiet.compareTo(WINDOW) >= 0) return OptionalDouble.of(0);
            var time = Duration.between(first.at, now.at);
            return time.compareTo(Duration.ofSeconds(1)) < 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((now.done - first.done) * 1_000.0 / time.toMillis());
        }
    }
}
