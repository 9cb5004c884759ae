package dev.halftone.engine.task;

import java.time.Duration;

/// How much to write in one transaction, by how long the last took: about a twentieth of a second, so that a chunk that
/// wants to record its outcomes meanwhile never waits much longer, on however slow a machine.
///
/// It begins small: the first images are to begin at once.
final class AdaptiveBatchSize {
    static final Duration TARGET = Duration.ofMillis(50);
    private static final int LEAST = 128;
    private static final int MOST = 8 * 1024;

    private int size = 4 * LEAST;

    int size() {
        return size;
    }

    /// Takes in how long a transaction of that size took.
    void adjust(Duration duration) {
        var fitting = size * TARGET.toNanos() / Math.max(1, duration.toNanos());
        // Not by more than half or double: one slow write says little.
        var nearby = Math.clamp(fitting, size / 2, size * 2);
        size = Math.clamp(nearby, LEAST, MOST);
    }
}
