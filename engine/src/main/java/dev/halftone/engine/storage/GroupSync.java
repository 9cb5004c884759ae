package dev.halftone.engine.storage;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// Brings changes to disk for many at once: a force covers every change that was made before it began, so those who
/// came while another was under way share the next one. Databases call it group commit; a disk that forces 200 times a
/// second then keeps thousands of files a second.
final class GroupSync {
    private final Force force;
    private final AtomicLong requested = new AtomicLong();
    private final ReentrantLock turn = new ReentrantLock();
    private long covered;

    GroupSync(Force force) {
        this.force = force;
    }

    /// What brings to disk whatever was changed before it is called.
    interface Force {
        void run() throws IOException;
    }

    /// Returns once everything that the caller changed before is on disk.
    ///
    /// @throws IOException when it failed for this caller; the others try for themselves
    void await() throws IOException {
        var mine = requested.incrementAndGet();
        turn.lock();
        try {
            if (covered < mine) coverAll();
        } finally {
            turn.unlock();
        }
    }

    /// How many have asked so far.
    long requested() {
        return requested.get();
    }

    private void coverAll() throws IOException {
        // Read before the force: who asks while it runs may have made a change that it does not see.
        var all = requested.get();
        force.run();
        covered = all;
    }
}
