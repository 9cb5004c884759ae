package dev.halftone.engine.limit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A semaphore that serves waiting threads by [FairnessKey], smallest first; equal keys in order of arrival. A tenant
/// that has as many permits as it may hold is passed over.
///
/// A permit is handed over directly. So a later thread cannot overtake, and each permit wakes exactly one thread,
/// however many wait.
public final class PrioritySemaphore {
    private static final Comparator<Waiter> ORDER =
            Comparator.comparing(Waiter::fairnessKey).thenComparingLong(Waiter::arrival);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Tenant> tenants = new HashMap<>();
    private final Tenancy tenancy;
    private int permits;
    private int largestShare;
    private int acquired;
    private long arrivals;

    /// Creates a semaphore whose permits one tenant may hold all.
    public PrioritySemaphore(int permits) {
        this(permits, Tenancy.SINGLE);
    }

    public PrioritySemaphore(int permits, Tenancy tenancy) {
        this.tenancy = tenancy;
        this.permits = permits;
        this.largestShare = (int) tenancy.largestShare(permits);
    }

    private record Waiter(FairnessKey fairnessKey, long arrival, Condition admitted) {}

    /// What one tenant holds and waits for.
    private static final class Tenant {
        private final TreeSet<Waiter> waiting = new TreeSet<>(ORDER);
        private int usualLimit;
        private int limit;
        private int acquired;

        Tenant(int limit) {
            this.usualLimit = limit;
            this.limit = limit;
        }

        void resize(int newLimit) {
            limit = limit == usualLimit ? newLimit : Math.min(limit, newLimit);
            usualLimit = newLimit;
        }

        boolean canBeServed() {
            return acquired < limit && !waiting.isEmpty();
        }

        boolean isIdle() {
            return acquired == 0 && waiting.isEmpty() && limit == usualLimit;
        }
    }

    /// Waits for a permit. The caller must [#release] it.
    public void acquire(FairnessKey fairnessKey) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var waiter = new Waiter(fairnessKey, arrivals++, lock.newCondition());
            var tenant = tenant(fairnessKey.tenant());
            tenant.waiting.add(waiter);
            admit();
            await(waiter, tenant);
        } finally {
            lock.unlock();
        }
    }

    /// Takes a permit only if one is free now. The caller must [#release] it.
    public boolean tryAcquire(FairnessKey fairnessKey) {
        lock.lock();
        try {
            var tenant = tenant(fairnessKey.tenant());
            if (acquired >= permits || tenant.acquired >= tenant.limit) {
                forgetIfIdle(fairnessKey.tenant());
                return false;
            }
            acquired++;
            tenant.acquired++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void await(Waiter waiter, Tenant tenant) throws InterruptedException {
        try {
            while (tenant.waiting.contains(waiter)) waiter.admitted().await();
        } catch (InterruptedException e) {
            // Admitted and interrupted at the same moment: pass the permit on.
            if (!tenant.waiting.remove(waiter)) releasePermit(tenant);
            forgetIfIdle(waiter.fairnessKey().tenant());
            throw e;
        }
    }

    /// Releases a permit that was acquired with this key.
    public void release(FairnessKey fairnessKey) {
        lock.lock();
        try {
            releasePermit(tenant(fairnessKey.tenant()));
            forgetIfIdle(fairnessKey.tenant());
        } finally {
            lock.unlock();
        }
    }

    /// Changes how many permits a tenant may hold, up to its share. Permits in use are not revoked: after a
    /// decrease, the tenant's next thread is admitted when enough have been released.
    public void limit(String tenant, int most) {
        lock.lock();
        try {
            tenant(tenant).limit = Math.min(most, largestShare);
            admit();
            forgetIfIdle(tenant);
        } finally {
            lock.unlock();
        }
    }

    /// Changes the number of permits. Permits in use are not revoked.
    public void resize(int newPermits) {
        lock.lock();
        try {
            permits = newPermits;
            largestShare = (int) tenancy.largestShare(newPermits);
            tenants.values().forEach(tenant -> tenant.resize(largestShare));
            admit();
        } finally {
            lock.unlock();
        }
    }

    /// How many permits one tenant may hold.
    public int largestShare() {
        lock.lock();
        try {
            return largestShare;
        } finally {
            lock.unlock();
        }
    }

    private Tenant tenant(String name) {
        return tenants.computeIfAbsent(name, _ -> new Tenant(largestShare));
    }

    private void forgetIfIdle(String name) {
        if (tenant(name).isIdle()) tenants.remove(name);
    }

    private void releasePermit(Tenant tenant) {
        acquired--;
        tenant.acquired--;
        admit();
    }

    private void admit() {
        while (acquired < permits) {
            var next = next();
            if (next.isEmpty()) return;
            var waiter = next.get().waiting.removeFirst();
            next.get().acquired++;
            acquired++;
            waiter.admitted().signal();
        }
    }

    /// The tenant whose first waiter is the first of all that may be served.
    private Optional<Tenant> next() {
        var first = Optional.<Tenant>empty();
        for (var tenant : tenants.values()) {
            if (!tenant.canBeServed()) continue;
            if (first.isEmpty()
                    || ORDER.compare(tenant.waiting.first(), first.get().waiting.first()) < 0)
                first = Optional.of(tenant);
        }
        return first;
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
            return tenants.values().stream()
                    .mapToInt(tenant -> tenant.waiting.size())
                    .sum();
        } finally {
            lock.unlock();
        }
    }
}
