package dev.halftone.engine.fetch;

import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.RetryLater;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Applies a host's `Retry-After` (RFC 9110 §10.2.3) to all images that a tenant has there: a host that gets too many
/// requests does not want the next one either.
///
/// Images wait in line through a short window. A longer one defers them, so that they block nothing, and a deferred
/// image does not count as tried. After [#MAX_FREE_DEFERRALS] windows in a row without a response in between it does
/// count. Otherwise a request to such a host would never end.
///
/// Not thread-safe.
final class RetryAfterWindow {
    static final Duration SHORT_WAIT = Duration.ofSeconds(10);
    static final int MAX_FREE_DEFERRALS = 5;

    private Instant end = Instant.MIN;
    private Optional<RetryLater> reason = Optional.empty();
    private int inARow;

    boolean isActive(Instant now) {
        return now.isBefore(end);
    }

    /// Whether the state is the initial one, so that it can be dropped.
    boolean isIdle(Instant now) {
        return inARow == 0 && !isActive(now);
    }

    /// How long to wait in line; zero when there is no window, or one too long to wait for.
    Duration remainingShortWait(Instant now) {
        return isActive(now) && isShort(now) ? Duration.between(now, end) : Duration.ZERO;
    }

    /// The outcome of an image that is deferred; empty when it may be fetched or waits in line.
    Optional<Outcome> deferral(Instant now) {
        return isActive(now) && !isShort(now)
                ? reason.map(busy -> deferral(busy, Duration.between(now, end)))
                : Optional.empty();
    }

    private Outcome deferral(RetryLater busy, Duration wait) {
        var message = busy.message() + " to another image and asked us to wait";
        return inARow <= MAX_FREE_DEFERRALS
                ? new Deferred(busy.code(), message, wait)
                : new RetryLater(busy.code(), message, Optional.of(wait));
    }

    private boolean isShort(Instant now) {
        return inARow <= MAX_FREE_DEFERRALS && !end.isAfter(now.plus(SHORT_WAIT));
    }

    /// Opens or extends the window.
    void open(RetryLater busy, Duration wait, Instant now) {
        var wanted = now.plus(wait);
        if (!wanted.isAfter(now)) return;
        if (!isActive(now)) inARow++;
        if (wanted.isAfter(end)) end = wanted;
        reason = Optional.of(busy);
    }

    void onResponse() {
        inARow = 0;
    }
}
