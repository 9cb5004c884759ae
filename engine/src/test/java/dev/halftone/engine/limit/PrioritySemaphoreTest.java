package dev.halftone.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PrioritySemaphoreTest {

    @Test
    void grantsPermitsBySmallestKey() throws Exception {
        var prioritySemaphore = new PrioritySemaphore(1);
        var order = Collections.synchronizedList(new ArrayList<Long>());

        prioritySemaphore.acquire(new FairnessKey("", 0));
        var threads = Stream.of(500L, 3L, 70L, 0L, 20_000L)
                .map(served -> acquireInThread(prioritySemaphore, new FairnessKey("", served), () -> order.add(served)))
                .toList();
        awaitWaiting(prioritySemaphore, 5);
        prioritySemaphore.release(new FairnessKey("", 0));
        for (var thread : threads) thread.join();

        assertThat(order).containsExactly(0L, 3L, 70L, 500L, 20_000L);
    }

    @Test
    void grantsEqualKeysInArrivalOrder() throws Exception {
        var prioritySemaphore = new PrioritySemaphore(1);
        var order = Collections.synchronizedList(new ArrayList<Integer>());

        prioritySemaphore.acquire(new FairnessKey("", 0));
        var threads = new ArrayList<Thread>();
        for (var i = 1; i <= 5; i++) {
            var number = i;
            threads.add(acquireInThread(prioritySemaphore, new FairnessKey("", 7), () -> order.add(number)));
            awaitWaiting(prioritySemaphore, i);
        }
        prioritySemaphore.release(new FairnessKey("", 0));
        for (var thread : threads) thread.join();

        assertThat(order).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void doesNotWaitWhenItOnlyTries() throws Exception {
        var prioritySemaphore = new PrioritySemaphore(1);
        assertThat(prioritySemaphore.tryAcquire(new FairnessKey("", 0))).isTrue();

        var thread = acquireInThread(prioritySemaphore, new FairnessKey("", 1), () -> {});
        awaitWaiting(prioritySemaphore, 1);
        assertThat(prioritySemaphore.tryAcquire(new FairnessKey("", 0))).isFalse();

        prioritySemaphore.release(new FairnessKey("", 0));
        thread.join();
        assertThat(prioritySemaphore.tryAcquire(new FairnessKey("", 0))).isTrue();
    }

    @Test
    void keepsHoldersWhenPermitsShrink() throws Exception {
        var prioritySemaphore = new PrioritySemaphore(4);
        for (var i = 0; i < 4; i++) prioritySemaphore.acquire(new FairnessKey("", i));

        prioritySemaphore.limit("", 2);
        var acquired = new CountDownLatch(1);
        var thread = acquireInThread(prioritySemaphore, new FairnessKey("", 0), acquired::countDown);
        awaitWaiting(prioritySemaphore, 1);
        prioritySemaphore.release(new FairnessKey("", 0));
        prioritySemaphore.release(new FairnessKey("", 1));

        assertThat(prioritySemaphore.acquired()).isEqualTo(2);
        assertThat(prioritySemaphore.waiting()).isEqualTo(1);
        prioritySemaphore.limit("", 3);
        acquired.await();
        thread.join();
    }

    @Test
    void keepsPermitsForOtherTenants() throws Exception {
        var prioritySemaphore = new PrioritySemaphore(16, Tenancy.SHARED);
        for (var i = 0; i < 14; i++) prioritySemaphore.acquire(new FairnessKey("greedy", i));
        var refused = acquireInThread(prioritySemaphore, new FairnessKey("greedy", 14), () -> {});
        awaitWaiting(prioritySemaphore, 1);

        // Would wait forever if the greedy tenant could have these.
        prioritySemaphore.acquire(new FairnessKey("other", 1_000));
        prioritySemaphore.acquire(new FairnessKey("third", 1_000));

        assertThat(prioritySemaphore.acquired()).isEqualTo(16);
        assertThat(prioritySemaphore.waiting()).isEqualTo(1);
        prioritySemaphore.release(new FairnessKey("greedy", 0));
        refused.join();
    }

    @Test
    void limitsOneTenantOnly() throws Exception {
        var prioritySemaphore = new PrioritySemaphore(4);
        prioritySemaphore.limit("slow", 1);
        prioritySemaphore.acquire(new FairnessKey("slow", 0));
        var waiting = acquireInThread(prioritySemaphore, new FairnessKey("slow", 1), () -> {});
        awaitWaiting(prioritySemaphore, 1);

        for (var i = 0; i < 3; i++) prioritySemaphore.acquire(new FairnessKey("fast", i));
        assertThat(prioritySemaphore.acquired()).isEqualTo(4);

        prioritySemaphore.release(new FairnessKey("slow", 0));
        waiting.join();
        assertThat(prioritySemaphore.acquired()).isEqualTo(3);
    }

    /// Threads acquire, release, are interrupted, or get a permit while being interrupted. Afterwards all
    /// permits are free.
    @Test
    void losesNoPermitsWhenWaitersAreInterrupted() throws Exception {
        var prioritySemaphore = new PrioritySemaphore(3);
        // Every thread also waits for this one, so that many hold or want a permit at the same time.
        var bottleneck = new PrioritySemaphore(1);
        var holders = new AtomicInteger();
        var maxHolders = new AtomicInteger();
        var random = new Random(4);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> tasks = new ArrayList<>();
            for (var i = 0; i < 5_000; i++) {
                var fairnessKey = new FairnessKey("", random.nextInt(100));
                tasks.add(threads.submit(() -> {
                    prioritySemaphore.acquire(fairnessKey);
                    try {
                        maxHolders.accumulateAndGet(holders.incrementAndGet(), Math::max);
                        acquireAndRelease(bottleneck);
                    } finally {
                        holders.decrementAndGet();
                        prioritySemaphore.release(fairnessKey);
                    }
                    return fairnessKey;
                }));
                if (random.nextBoolean())
                    tasks.get(random.nextInt(tasks.size())).cancel(true);
                if (random.nextInt(10) == 0) prioritySemaphore.limit("", 1 + random.nextInt(3));
            }
            prioritySemaphore.limit("", 3);
        }

        assertThat(maxHolders.get()).isBetween(1, 3);
        assertThat(prioritySemaphore.waiting()).isZero();
        assertThat(prioritySemaphore.acquired()).isZero();
    }

    private static void acquireAndRelease(PrioritySemaphore prioritySemaphore) throws InterruptedException {
        prioritySemaphore.acquire(new FairnessKey("", 0));
        prioritySemaphore.release(new FairnessKey("", 0));
    }

    private static Thread acquireInThread(
            PrioritySemaphore prioritySemaphore, FairnessKey fairnessKey, Runnable action) {
        return Thread.ofVirtual().start(() -> {
            try {
                prioritySemaphore.acquire(fairnessKey);
                action.run();
                prioritySemaphore.release(fairnessKey);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void awaitWaiting(PrioritySemaphore prioritySemaphore, int count) {
        while (prioritySemaphore.waiting() < count) Thread.onSpinWait();
    }
}
