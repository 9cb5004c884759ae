package dev.halftone.engine.source;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets in as many as there are places, and of those who wait the one with the smallest [Turn] first; among equals,
/// whoever came first.
///
/// A place is handed over: nobody who arrives later can snatch it, and one thread wakes for each place, however many
/// wait.
public final class Turnstile {
    private static final Comparator<Visitor> ORDER =
            Comparator.comparing(Visitor::turn).thenComparingLong(Visitor::arrival);

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<Visitor> waiting = new TreeSet<>(ORDER);
    private int places;
    private int inside;
    private long arrivals;

    public Turnstile(int places) {
        this.places = places;
    }

    private record Visitor(Turn turn, long arrival, Condition called) {}

    /// Waits for a place. Whoever comes in must [#leave].
    public void enter(Turn turn) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var visitor = new Visitor(turn, arrivals++, lock.newCondition());
            waiting.add(visitor);
            callIn();
            await(visitor);
        } finally {
            lock.unlock();
        }
    }

    private void await(Visitor visitor) throws InterruptedException {
        try {
            while (waiting.contains(visitor)) visitor.called().await();
        } catch (InterruptedException e) {
            // Called in and interrupted at the same moment: the place is the next one's.
            if (!waiting.remove(visitor)) makeRoom();
            throw e;
        }
    }

    public void leave() {
        lock.lock();
        try {
            makeRoom();
        } finally {
            lock.unlock();
        }
    }

    /// From now on there are so many places. Nobody is sent out: where there are fewer than before, the next
    /// come in when enough have left.
    void resize(int places) {
        lock.lock();
        try {
            this.places = places;
            callIn();
        } finally {
            lock.unlock();
        }
    }

    private void makeRoom() {
        inside--;
        callIn();
    }

    private void callIn() {
        while (inside < places && !waiting.isEmpty()) {
            waiting.pollFirst().called().signal();
            inside++;
        }
    }

    int inside() {
        lock.lock();
        try {
            return inside;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
