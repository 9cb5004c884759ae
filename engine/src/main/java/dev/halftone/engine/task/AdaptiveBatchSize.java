package dev.halftone.engine.task;

import java.time.Duration;

/// How many images to write in one transaction. The target is 50 ms, so a chunk that records its results at the same
/// time never waits much longer, however slow the machine is.
///
/// The first batch is small, so that the first images start at once.
final class AdaptiveBatchSize {
    static final Duration TARGET = Duration.ofMillis(50);
    private static final int MIN = 128;
    private static final int MAX = 8 * 1024;

    private int size = 4 * MIN;

    int size() {
        return size;
    }

    /// Adapts the size to how long a transaction of that size took.
    void adjust(Duration duration) {
        var fitting = size * TARGET.toNanos() / Math.max(1, duration.toNanos());
        // At most half or double: one slow write says little.
        var bounded = Math.clamp(fitting, size / 2, size * 2);
        size = Math.clamp(bounded, MIN, MAX);
    }
}
