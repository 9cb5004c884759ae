package dev.halftone.imaging.jpeg;

import java.time.Duration;

/// When the work on a picture must have ended, by [System#nanoTime].
record Deadline(long nanoTime) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /// To be called for every row of MCUs.
    void check() {
        if (System.nanoTime() - nanoTime > 0) throw Ending.timedOut();
    }
}
