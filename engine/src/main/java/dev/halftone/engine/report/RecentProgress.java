package dev.halftone.engine.report;

import dev.halftone.engine.request.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// Remembers how many images of open requests had ended when somebody last looked: how fast they end now, and whether
/// they have stopped. The average since the start would show a rate long after everything has come to a stop.
///
/// Of a request that is looked at for the first time, here and since the start of this process, nothing is known.
public final class RecentProgress {
    /// Over which the rate is taken; up to twice as long.
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final Duration STALL = Duration.ofSeconds(2);
    private static final int MAX_REQUESTS = 10_000;

    private final Map<Long, Seen> requests = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Seen> eldest) {
            return size() > MAX_REQUESTS;
        }
    };

    /// How a request has gone lately.
    ///
    /// @param imagesPerSecond empty while it is not known
    /// @param maybeStalled whether no image has ended lately, as far as is known
    public record Recent(OptionalDouble imagesPerSecond, boolean maybeStalled) {
        /// Of a request that is not looked at again.
        public static final Recent UNKNOWN = new Recent(OptionalDouble.empty(), true);
    }

    /// Looks at an open request.
    public synchronized Recent look(Request request, Instant now) {
        var done = request.counts().imagesDone();
        var before = requests.get(request.number());
        // During a retry, fewer have ended than before.
        if (before == null || done < before.latest.done || now.isBefore(before.latest.at)) {
            requests.put(request.number(), new Seen(new Look(done, now)));
            return Recent.UNKNOWN;
        }
        return before.next(new Look(done, now));
    }

    private record Look(long done, Instant at) {}

    private static final class Seen {
        /// The first look of the window, and that of the next window.
        private Look first;

        private Look second;
        private Look latest;
        private Instant changed;

        Seen(Look look) {
            first = look;
            second = look;
            latest = look;
            changed = look.at;
        }

        Recent next(Look now) {
            if (now.done != latest.done) changed = now.at;
            latest = now;
            var time = Duration.between(first.at, now.at);
            var rate = time.compareTo(Duration.ofSeconds(1)) < 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((now.done - first.done) * 1_000.0 / time.toMillis());
            if (Duration.between(second.at, now.at).compareTo(WINDOW) >= 0) {
                first = second;
                second = now;
            }
            return new Recent(rate, Duration.between(changed, now.at).compareTo(STALL) >= 0);
        }
    }
}
