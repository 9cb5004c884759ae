package dev.halftone.engine.limit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Limits how many bytes of images are in memory at once, from the first byte received until the image is published.
/// Each image has a [MemoryReservation].
///
/// A reservation that needs more than is free waits in one queue. Transfers that have begun come before those that
/// have not, because only a complete image can be coded and its memory released. Among equals, the smallest
/// [FairnessKey] comes first.
///
/// **Why there is no deadlock.** A reservation that holds bytes and does not wait will end: its transfer has a
/// deadline, and neither codecs nor disk wait for bytes. Then the first in the queue is served, or waits for the next
/// one to end. If every reservation that holds bytes waits, the first in the queue gets as much as the largest image
/// needs, from a reserve kept for this case. As it no longer waits, no other reservation gets the reserve until it
/// ends, and the limit holds.
public final class MemoryBudget {
    private static final Comparator<Waiter> ORDER = Comparator.comparing(Waiter::stage)
            .thenComparing(waiter -> waiter.memoryReservation().fairness())
            .thenComparingLong(Waiter::arrival);

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<Waiter> line = new TreeSet<>(ORDER);
    private final Map<MemoryReservation, Long> holdings = new HashMap<>();
    private final Set<MemoryReservation> moving = new HashSet<>();
    private final long limit;
    private final long reserve;
    private long held;
    private long arrivals;

    /// Creates a budget.
    ///
    /// @param limit how many bytes in total, including the reserve
    /// @param largest the size of the largest image, at most `limit`: the reserve
    public MemoryBudget(long limit, long largest) {
        this.limit = limit;
        this.reserve = largest;
    }

    /// The stage of a waiting transfer, in the order in which they are served.
    enum Stage {
        UNDER_WAY,
        TO_BEGIN
    }

    /// @param bytes how many the reservation will hold in total
    private record Waiter(
            MemoryReservation memoryReservation, Stage stage, long bytes, long arrival, Condition granted) {}

    /// Creates a reservation that holds nothing yet.
    public MemoryReservation reserve(FairnessKey fairnessKey) {
        var memoryReservation = new MemoryReservation(this, fairnessKey);
        lock.lock();
        try {
            holdings.put(memoryReservation, 0L);
            return memoryReservation;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the reservation holds `bytes`, or as many as the largest image needs.
    ///
    /// @throws InterruptedException when the thread is interrupted or the reservation is closed meanwhile
    void grow(MemoryReservation memoryReservation, Stage stage, long bytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            requireOpen(memoryReservation);
            var wanted = Math.min(bytes, reserve);
            if (wanted > holding(memoryReservation))
                await(new Waiter(memoryReservation, stage, wanted, arrivals++, lock.newCondition()));
            requireOpen(memoryReservation);
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen(MemoryReservation memoryReservation) throws InterruptedException {
        if (!holdings.containsKey(memoryReservation)) throw new InterruptedException("the image was given up");
    }

    private void await(Waiter waiter) throws InterruptedException {
        line.add(waiter);
        moving.remove(waiter.memoryReservation());
        serve();
        try {
            while (line.contains(waiter)) waiter.granted().await();
        } finally {
            line.remove(waiter);
            if (holding(waiter.memoryReservation()) > 0) moving.add(waiter.memoryReservation());
            serve();
        }
    }

    private void serve() {
        while (!line.isEmpty()) {
            var first = line.first();
            var more = first.bytes() - holding(first.memoryReservation());
            if (held + more <= limit - reserve) fulfil(first, first.bytes());
            else if (moving.isEmpty()) fulfil(first, reserve);
            else return;
        }
    }

    private void fulfil(Waiter waiter, long bytes) {
        line.remove(waiter);
        hold(waiter.memoryReservation(), bytes);
        waiter.granted().signal();
    }

    private void hold(MemoryReservation memoryReservation, long bytes) {
        held += bytes - holding(memoryReservation);
        holdings.put(memoryReservation, bytes);
        if (bytes > 0) moving.add(memoryReservation);
        else moving.remove(memoryReservation);
    }

    private long holding(MemoryReservation memoryReservation) {
        return holdings.getOrDefault(memoryReservation, 0L);
    }

    /// Releases what the reservation holds beyond `bytes`.
    void shrink(MemoryReservation memoryReservation, long bytes) {
        lock.lock();
        try {
            if (bytes < holding(memoryReservation)) hold(memoryReservation, bytes);
            serve();
        } finally {
            lock.unlock();
        }
    }

    /// Releases everything and closes the reservation. An abandoned transfer that still waits for bytes is
    /// woken.
    void release(MemoryReservation memoryReservation) {
        lock.lock();
        try {
            hold(memoryReservation, 0);
            holdings.remove(memoryReservation);
            line.stream()
                    .filter(waiter -> waiter.memoryReservation() == memoryReservation)
                    .toList()
                    .forEach(this::dismiss);
            serve();
        } finally {
            lock.unlock();
        }
    }

    private void dismiss(Waiter waiter) {
        line.remove(waiter);
        waiter.granted().signal();
    }

    public long limit() {
        return limit;
    }

    public long held() {
        lock.lock();
        try {
            return held;
        } finally {
            lock.unlock();
        }
    }

    public int waiting() {
        lock.lock();
        try {
            return line.size();
        } finally {
            lock.unlock();
        }
    }
}
