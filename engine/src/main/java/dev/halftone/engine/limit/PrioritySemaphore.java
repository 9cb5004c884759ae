package dev.halftone.engine.limit;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets in as many as there are places, and of those who wait the one with the smallest [FairnessKey] first; among
/// equals, whoever came first.
///
/// A place is handed over: nobody who arrives later can snatch it, and one thread wakes for each place, however many
/// wait.
public final class PrioritySemaphore {
    private static final Comparator<Waiter> ORDER =
            Comparator.comparing(Waiter::fairnessKey).thenComparingLong(Waiter::arrival);

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<Waiter> waiting = new TreeSet<>(ORDER);
    private int permits;
    private int acquired;
    private long arrivals;

    public PrioritySemaphore(int places) {
        this.permits = places;
    }

    private record Waiter(FairnessKey fairnessKey, long arrival, Condition admitted) {}

    /// Waits for a place. Whoever comes in must [#release].
    public void acquire(FairnessKey fairnessKey) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var waiter = new Waiter(fairnessKey, arrivals++, lock.newCondition());
            waiting.add(waiter);
            admit();
            await(waiter);
        } finally {
            lock.unlock();
        }
    }

    private void await(Waiter waiter) throws InterruptedException {
        try {
            while (waiting.contains(waiter)) waiter.admitted().await();
        } catch (InterruptedException e) {
            // Called in and interrupted at the same moment: the place is the next one's.
            if (!waiting.remove(waiter)) releasePermit();
            throw e;
        }
    }

    public void release() {
        lock.lock();
        try {
            releasePermit();
        } finally {
            lock.unlock();
        }
    }

    /// From now on there are so many places. Nobody is sent out: where there are fewer than before, the next
    /// come in when enough have left.
    public void resize(int places) {
        lock.lock();
        try {
            this.permits = places;
            admit();
        } finally {
            lock.unlock();
        }
    }

    private void releasePermit() {
        acquired--;
        admit();
    }

    private void admit() {
        while (acquired < permits && !waiting.isEmpty()) {
            waiting.pollFirst().admitted().signal();
            acquired++;
        }
    }

    public int acquired() {
        lock.lock();
        try {
            return acquired;
        } finally {
            lock.unlock();
        }
    }

    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
