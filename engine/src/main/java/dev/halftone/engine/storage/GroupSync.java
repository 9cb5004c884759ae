package dev.halftone.engine.storage;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// Group commit: one force to disk serves many callers. A force covers every change made before it started, so all
/// callers that arrive during one force share the next. A disk that does 200 forces a second then takes thousands
/// of files a second.
final class GroupSync {
    private final Force force;
    private final AtomicLong requested = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private long covered;

    GroupSync(Force force) {
        this.force = force;
    }

    /// Forces all earlier changes to disk.
    interface Force {
        void run() throws IOException;
    }

    /// Returns once all earlier changes of the caller are on disk.
    ///
    /// @throws IOException if it failed for this caller; the other callers try again themselves
    void await() throws IOException {
        var number = requested.incrementAndGet();
        lock.lock();
        try {
            if (covered < number) forceAll();
        } finally {
            lock.unlock();
        }
    }

    /// The number of calls so far.
    long requested() {
        return requested.get();
    }

    private void forceAll() throws IOException {
        // Read before the force: it may miss a change whose caller arrives while it runs.
        var count = requested.get();
        force.run();
        covered = count;
    }
}
