package dev.halftone.engine.limit;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A semaphore that serves waiting threads by [FairnessKey], smallest first; equal keys in order of arrival.
///
/// A permit is handed over directly. So a later thread cannot overtake, and each permit wakes exactly one thread,
/// however many wait.
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

    /// Waits for a permit. The caller must [#release] it.
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
            // Admitted and interrupted at the same moment: pass the permit on.
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

    /// Changes the number of permits. Permits in use are not revoked: after a decrease, the next thread is
    /// admitted when enough have been released.
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
