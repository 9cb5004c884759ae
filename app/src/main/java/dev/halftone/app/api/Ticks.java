package dev.halftone.app.api;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The pace at which event streams look, until the server stops.
public final class Ticks {
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final CountDownLatch stopped = new CountDownLatch(1);

    /// Waits for the next tick.
    ///
    /// @return whether there was one; if not, the server is stopping, and so is to be what it does
    boolean await() {
        try {
            return !stopped.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Ends every wait, now and from now on.
    public void stop() {
        stopped.countDown();
    }
}
