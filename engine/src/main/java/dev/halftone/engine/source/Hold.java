package dev.halftone.engine.source;

import dev.halftone.engine.source.Fetched.Later;
import dev.halftone.engine.source.Fetched.PutOff;
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
final class Hold {
    static final Duration SHORT = Duration.ofSeconds(10);
    static final int PATIENCE = 5;

    private Instant end = Instant.MIN;
    private Optional<Later> reason = Optional.empty();
    private int inARow;

    boolean isOn(Instant now) {
        return now.isBefore(end);
    }

    /// Whether anything is to be remembered.
    boolean isQuiet(Instant now) {
        return inARow == 0 && !isOn(now);
    }

    /// How long to wait in line; nothing when there is no hold, or one that is too long for that.
    Duration toSitOut(Instant now) {
        return isOn(now) && isShort(now) ? Duration.between(now, end) : Duration.ZERO;
    }

    /// How the image ends for now; empty when it may be asked for, or waits in line.
    Optional<Fetched> instead(Instant now) {
        return isOn(now) && !isShort(now)
                ? reason.map(busy -> instead(busy, Duration.between(now, end)))
                : Optional.empty();
    }

    private Fetched instead(Later busy, Duration wait) {
        var message = busy.message() + " to another image, and wants to be left alone for a while";
        return inARow <= PATIENCE
                ? new PutOff(busy.code(), message, wait)
                : new Later(busy.code(), message, Optional.of(wait));
    }

    private boolean isShort(Instant now) {
        return inARow <= PATIENCE && !end.isAfter(now.plus(SHORT));
    }

    /// The host asks to be left alone.
    void begin(Later busy, Duration wait, Instant now) {
        var wanted = now.plus(wait);
        if (!wanted.isAfter(now)) return;
        if (!isOn(now)) inARow++;
        if (wanted.isAfter(end)) end = wanted;
        reason = Optional.of(busy);
    }

    void answered() {
        inARow = 0;
    }
}
