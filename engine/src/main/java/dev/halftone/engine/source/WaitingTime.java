package dev.halftone.engine.source;

import java.time.Duration;

/// How long somebody has waited, the wait that goes on included. One thread waits, any thread asks.
final class WaitingTime {
    private long before;
    private long since;
    private boolean isWaiting;

    synchronized void begins() {
        since = System.nanoTime();
        isWaiting = true;
    }

    synchronized void ends() {
        before = nanos();
        isWaiting = false;
    }

    synchronized Duration soFar() {
        return Duration.ofNanos(nanos());
    }

    private long nanos() {
        return isWaiting ? before + System.nanoTime() - since : before;
    }
}
