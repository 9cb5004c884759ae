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
    void letsTheSmallestTurnInFirst() throws Exception {
        var prioritySemaphore = new PrioritySemaphore(1);
        var order = Collections.synchronizedList(new ArrayList<Long>());

        prioritySemaphore.acquire(new FairnessKey(0));
        var visits = Stream.of(500L, 3L, 70L, 0L, 20_000L)
                .map(served -> visit(prioritySemaphore, new FairnessKey(served), () -> order.add(served)))
                .toList();
        awaitWaiting(prioritySemaphore, 5);
        prioritySemaphore.release();
        for (var visit : visits) visit.join();

        assertThat(order).containsExactly(0L, 3L, 70L, 500L, 20_000L);
    }

    @Test
    void letsEqualsInAsTheyCame() throws Exception {
        var prioritySemaphore = new PrioritySemaphore(1);
        var order = Collections.synchronizedList(new ArrayList<Integer>());

        prioritySemaphore.acquire(new FairnessKey(0));
        var visits = new ArrayList<Thread>();
        for (var i = 1; i <= 5; i++) {
            var number = i;
            visits.add(visit(prioritySemaphore, new FairnessKey(7), () -> order.add(number)));
            awaitWaiting(prioritySemaphore, i);
        }
        prioritySemaphore.release();
        for (var visit : visits) visit.join();

        assertThat(order).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void sendsNobodyOutWhenItBecomesNarrower() throws Exception {
        var prioritySemaphore = new PrioritySemaphore(4);
        for (var i = 0; i < 4; i++) prioritySemaphore.acquire(new FairnessKey(i));

        prioritySemaphore.resize(2);
        var isIn = new CountDownLatch(1);
        var visit = visit(prioritySemaphore, new FairnessKey(0), isIn::countDown);
        awaitWaiting(prioritySemaphore, 1);
        prioritySemaphore.release();
        prioritySemaphore.release();

        assertThat(prioritySemaphore.acquired()).isEqualTo(2);
        assertThat(prioritySemaphore.waiting()).isEqualTo(1);
        prioritySemaphore.resize(3);
        isIn.await();
        visit.join();
    }

    /// Whoever comes, goes, gives up or is called in while giving up: afterwards every place is free.
    @Test
    void losesNoPlaceHoweverManyGiveUp() throws Exception {
        var prioritySemaphore = new PrioritySemaphore(3);
        // Everybody has to wait in there, too, so that it gets crowded.
        var bottleneck = new PrioritySemaphore(1);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var random = new Random(4);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> visits = new ArrayList<>();
            for (var i = 0; i < 5_000; i++) {
                var fairnessKey = new FairnessKey(random.nextInt(100));
                visits.add(threads.submit(() -> {
                    prioritySemaphore.acquire(fairnessKey);
                    try {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        pass(bottleneck);
                    } finally {
                        inside.decrementAndGet();
                        prioritySemaphore.release();
                    }
                    return fairnessKey;
                }));
                if (random.nextBoolean())
                    visits.get(random.nextInt(visits.size())).cancel(true);
                if (random.nextInt(10) == 0) prioritySemaphore.resize(1 + random.nextInt(3));
            }
            prioritySemaphore.resize(3);
        }

        assertThat(most.get()).isBetween(1, 3);
        assertThat(prioritySemaphore.waiting()).isZero();
        assertThat(prioritySemaphore.acquired()).isZero();
    }

    private static void pass(PrioritySemaphore prioritySemaphore) throws InterruptedException {
        prioritySemaphore.acquire(new FairnessKey(0));
        prioritySemaphore.release();
    }

    private static Thread visit(PrioritySemaphore prioritySemaphore, FairnessKey fairnessKey, Runnable inside) {
        return Thread.ofVirtual().start(() -> {
            try {
                prioritySemaphore.acquire(fairnessKey);
                inside.run();
                prioritySemaphore.release();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void awaitWaiting(PrioritySemaphore prioritySemaphore, int count) {
        while (prioritySemaphore.waiting() < count) Thread.onSpinWait();
    }
}
