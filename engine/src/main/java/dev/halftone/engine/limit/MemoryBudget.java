package dev.halftone.engine.limit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// Limits how many bytes of images are in memory at once, from the first byte received until the image is published.
/// Each image has a [MemoryReservation], which grows as bytes arrive.
///
/// A reservation that needs more than is free waits in one queue, the smallest [FairnessKey] first. A tenant that
/// holds its share is passed over, so that others find memory at once.
///
/// **Why there is no deadlock.** A reservation that holds bytes and does not wait will end: its transfer has a
/// deadline, and neither codecs nor disk wait for bytes. If all reservations of a tenant wait, its first one may
/// exceed the tenant's share. If there is not enough memory left for it, it gets as much as the largest image needs,
/// from a reserve kept for this case. As it no longer waits, it will end; until then no other reservation gets the
/// reserve, and the limit holds.
public final class MemoryBudget {
    private static final Comparator<Waiter> ORDER = Comparator.<Waiter, FairnessKey>comparing(
                    waiter -> waiter.memoryReservation().fairness())
            .thenComparingLong(Waiter::arrival);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<MemoryReservation, Long> holdings = new HashMap<>();
    private final Map<String, Tenant> tenants = new HashMap<>();
    private final long reserve;
    private final long withoutReserve;
    private final long largestShare;
    private long held;
    private long arrivals;

    /// Creates a budget.
    ///
    /// @param limit how many bytes in total, including the reserve
    /// @param largest the size of the largest image, at most `limit`: the reserve
    public MemoryBudget(long limit, long largest, Tenancy tenancy) {
        this.reserve = largest;
        this.withoutReserve = limit - largest;
        this.largestShare = tenancy.largestShare(withoutReserve);
    }

    /// @param bytes how many the reservation will hold in total
    private record Waiter(MemoryReservation memoryReservation, long bytes, long arrival, Condition granted) {}

    /// What the reservations of a tenant hold in total, and which of them wait. Those that hold bytes and do
    /// not wait are moving.
    private static final class Tenant {
        private final TreeSet<Waiter> waiting = new TreeSet<>(ORDER);
        private final Set<MemoryReservation> moving = new HashSet<>();
        private long held;

        /// Whether nothing of the tenant's will end before its first waiter is served.
        boolean isStuck() {
            return moving.isEmpty();
        }
    }

    /// Creates a reservation that holds nothing yet.
    ///
    /// @param cancellation ends its waits
    public MemoryReservation reserve(FairnessKey fairnessKey, Cancellation cancellation) {
        var memoryReservation = new MemoryReservation(this, fairnessKey, cancellation);
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
    void grow(MemoryReservation memoryReservation, long bytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            requireOpen(memoryReservation);
            var wanted = Math.min(bytes, reserve);
            if (wanted > holding(memoryReservation))
                await(new Waiter(memoryReservation, wanted, arrivals++, lock.newCondition()));
            requireOpen(memoryReservation);
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen(MemoryReservation memoryReservation) throws InterruptedException {
        if (!holdings.containsKey(memoryReservation)) throw new InterruptedException("the image was given up");
    }

    private void await(Waiter waiter) throws InterruptedException {
        var memoryReservation = waiter.memoryReservation();
        tenant(memoryReservation).waiting.add(waiter);
        tenant(memoryReservation).moving.remove(memoryReservation);
        serve();
        try {
            while (tenant(memoryReservation).waiting.contains(waiter))
                waiter.granted().await();
        } finally {
            tenant(memoryReservation).waiting.remove(waiter);
            if (holding(memoryReservation) > 0) tenant(memoryReservation).moving.add(memoryReservation);
            forgetIfIdle(memoryReservation);
            serve();
        }
    }

    private void serve() {
        while (serveFirst() || serveStuck()) {}
    }

    private boolean serveFirst() {
        var first = firstOf(this::mayGrow);
        if (first.isEmpty() || held + more(first.get()) > withoutReserve) return false;
        grant(first.get(), first.get().bytes());
        return true;
    }

    private boolean mayGrow(Tenant tenant) {
        return tenant.isStuck() || tenant.held + more(tenant.waiting.first()) <= largestShare;
    }

    private boolean serveStuck() {
        if (held > withoutReserve) return false;
        var stuck = firstOf(this::needsReserve);
        stuck.ifPresent(waiter -> grant(waiter, reserve));
        return stuck.isPresent();
    }

    /// A tenant that holds nothing blocks nobody, so it can wait as long as any other will end.
    private boolean needsReserve(Tenant tenant) {
        return tenant.isStuck() && (tenant.held > 0 || tenants.values().stream().allMatch(Tenant::isStuck));
    }

    /// The first waiter of those tenants. Behind it the tenant's others wait, even if they need less.
    private Optional<Waiter> firstOf(Predicate<Tenant> which) {
        return tenants.values().stream()
                .filter(tenant -> !tenant.waiting.isEmpty())
                .filter(which)
                .map(tenant -> tenant.waiting.first())
                .min(ORDER);
    }

    private long more(Waiter waiter) {
        return waiter.bytes() - holding(waiter.memoryReservation());
    }

    private void grant(Waiter waiter, long bytes) {
        tenant(waiter.memoryReservation()).waiting.remove(waiter);
        hold(waiter.memoryReservation(), bytes);
        waiter.granted().signal();
    }

    private void hold(MemoryReservation memoryReservation, long bytes) {
        var tenant = tenant(memoryReservation);
        var more = bytes - holding(memoryReservation);
        held += more;
        tenant.held += more;
        holdings.put(memoryReservation, bytes);
        if (bytes > 0) tenant.moving.add(memoryReservation);
        else tenant.moving.remove(memoryReservation);
        forgetIfIdle(memoryReservation);
    }

    private void forgetIfIdle(MemoryReservation memoryReservation) {
        var tenant = tenant(memoryReservation);
        if (tenant.held == 0 && tenant.waiting.isEmpty())
            tenants.remove(memoryReservation.fairness().tenant());
    }

    private Tenant tenant(MemoryReservation memoryReservation) {
        return tenants.computeIfAbsent(memoryReservation.fairness().tenant(), _ -> new Tenant());
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
            tenant(memoryReservation).waiting.stream()
                    .filter(waiter -> waiter.memoryReservation() == memoryReservation)
                    .toList()
                    .forEach(this::dismiss);
            forgetIfIdle(memoryReservation);
            serve();
        } finally {
            lock.unlock();
        }
    }

    private void dismiss(Waiter waiter) {
        tenant(waiter.memoryReservation()).waiting.remove(waiter);
        waiter.granted().signal();
    }

    public long limit() {
        return withoutReserve + reserve;
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
            return tenants.values().stream()
                    .mapToInt(tenant -> tenant.waiting.size())
                    .sum();
        } finally {
            lock.unlock();
        }
    }
}
