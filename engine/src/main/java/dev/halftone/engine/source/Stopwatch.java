package dev.halftone.engine.source;

import java.time.Duration;

/// How long a server has taken for a transfer; the time in which the transfer waited for room is ours, not its.
final class Stopwatch {
    private final Share share;
    private final long begun = System.nanoTime();

    Stopwatch(Share share) {
        this.share = share;
    }

    Duration time() {
        return Duration.ofNanos(System.nanoTime() - begun).minus(share.waited());
    }
}
