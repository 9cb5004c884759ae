package dev.halftone.engine.fetch;

import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.RetryLater;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keeps a host's `Retry-After` (RFC 9110 §10.2.3), for all images there: who says "too many requests" to one does not
/// want to hear from the next.
///
/// A short while is sat out in line. For a longer one images are put off, so that they hold nothing up, and what was
/// not asked for does not count as tried. Of a host that asks for it again and again and sends nothing in between, it
/// does count: else a request there would never end.
///
/// Not for several threads at once.
final class RetryAfterWindow {
    static final Duration SHORT_WAIT = Duration.ofSeconds(10);
    static final int MAX_FREE_DEFERRALS = 5;

    private Instant end = Instant.MIN;
    private Optional<RetryLater> reason = Optional.empty();
    private int inARow;

    boolean isActive(Instant now) {
        return now.isBefore(end);
    }

    /// Whether anything is to be remembered.
    boolean isIdle(Instant now) {
        return inARow == 0 && !isActive(now);
    }

    /// How long to wait in line; nothing when there is no hold, or one that is too long for that.
    Duration remainingShortWait(Instant now) {
        return isActive(now) && isShort(now) ? Duration.between(now, end) : Duration.ZERO;
    }

    /// How the image ends for now; empty when it may be asked for, or waits in line.
    Optional<Outcome> deferral(Instant now) {
        return isActive(now) && !isShort(now)
                ? reason.map(busy -> deferral(busy, Duration.between(now, end)))
                : Optional.empty();
    }

    private Outcome deferral(RetryLater busy, Duration wait) {
        var message = busy.message() + " to another image, and wants to be left alone for a while";
        return inARow <= MAX_FREE_DEFERRALS
                ? new Deferred(busy.code(), message, wait)
                : new RetryLater(busy.code(), message, Optional.of(wait));
    }

    private boolean isShort(Instant now) {
        return inARow <= MAX_FREE_DEFERRALS && !end.isAfter(now.plus(SHORT_WAIT));
    }

    /// The host asks to be left alone.
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
