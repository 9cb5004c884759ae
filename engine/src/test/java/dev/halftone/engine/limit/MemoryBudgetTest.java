package dev.halftone.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MemoryBudgetTest {
    private static final int MB = 1 << 20;

    @Test
    void reservesTheBodySizeAndReleasesItOnClose() throws Exception {
        var budget = new MemoryBudget(20 * MB, 5 * MB);

        try (var memoryReservation = budget.reserve(new FairnessKey(0))) {
            memoryReservation.acquireInitial();
            assertThat(budget.held()).isEqualTo(MemoryReservation.INITIAL_BYTES);
            memoryReservation.acquireExact(4 * MB);
            assertThat(budget.held()).isEqualTo(4 * MB);
        }

        assertThat(budget.held()).isZero();
    }

    @Test
    void shrinksToTheSizeOfASmallBody() throws Exception {
        var budget = new MemoryBudget(20 * MB, 5 * MB);

        try (var known = budget.reserve(new FairnessKey(0));
                var unknown = budget.reserve(new FairnessKey(0))) {
            known.acquireInitial();
            known.acquireExact(1_000);
            unknown.acquireInitial();
            unknown.shrinkTo(500);

            assertThat(budget.held()).isEqualTo(1_500);
        }
    }

    @Test
    void runsImagesOfTheWholeBudgetOneAtATime() throws Exception {
        var budget = new MemoryBudget(5 * MB, 5 * MB);
        var order = Collections.synchronizedList(new ArrayList<Integer>());

        var images = new ArrayList<Thread>();
        for (var i = 0; i < 10; i++) {
            var number = i;
            images.add(Thread.ofVirtual().start(() -> {
                try (var memoryReservation = budget.reserve(new FairnessKey(number))) {
                    memoryReservation.acquireInitial();
                    memoryReservation.acquireExact(5 * MB);
                    assertThat(budget.held()).isEqualTo(5 * MB);
                    order.add(number);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        for (var image : images) image.join();

        assertThat(order).hasSize(10);
        assertThat(budget.held()).isZero();
    }

    @Test
    void servesGrowingTransfersBeforeNewOnesThenByPriority() throws Exception {
        var budget = new MemoryBudget(6 * MB, 5 * MB);
        var order = Collections.synchronizedList(new ArrayList<String>());
        var full = budget.reserve(new FairnessKey(0));
        full.acquireInitial();
        full.acquireExact(MB);

        var starters = List.of(
                startWaiting(budget, order, "starts 9", new FairnessKey(9), MemoryReservation::acquireInitial),
                startWaiting(budget, order, "starts 2", new FairnessKey(2), MemoryReservation::acquireInitial));
        var transfer = startWaiting(
                budget, order, "grows 500", new FairnessKey(500), memoryReservation -> memoryReservation.grow(MB));
        full.close();
        transfer.join();
        for (var starter : starters) starter.join();

        assertThat(order).startsWith("grows 500").endsWith("starts 2", "starts 9");
    }

    /// All transfers hold a part and need more than is free. The reserve serves them one at a time.
    @Test
    void completesWhenAllTransfersWaitForMoreMemory() throws Exception {
        var budget = new MemoryBudget(10 * MB, 5 * MB);
        var allStarted = new CountDownLatch(10);

        var images = new ArrayList<FutureTask<Long>>();
        for (var i = 0; i < 10; i++) {
            var fairnessKey = new FairnessKey(i);
            var image = new FutureTask<>(() -> {
                try (var memoryReservation = budget.reserve(fairnessKey)) {
                    memoryReservation.acquireInitial();
                    allStarted.countDown();
                    allStarted.await();
                    for (var size = MB; size <= 5 * MB; size += MB) memoryReservation.grow(size);
                    return budget.held();
                }
            });
            images.add(image);
            Thread.ofVirtual().start(image);
        }

        for (var image : images) assertThat(image.get()).isLessThanOrEqualTo(10 * MB);
        assertThat(budget.held()).isZero();
    }

    @Test
    void interruptsAWaitingTransferOnClose() throws Exception {
        var budget = new MemoryBudget(5 * MB, 5 * MB);
        var full = budget.reserve(new FairnessKey(0));
        full.acquireInitial();
        var closed = budget.reserve(new FairnessKey(1));
        var waiter = new FutureTask<>(() -> {
            closed.acquireInitial();
            return true;
        });
        Thread.ofVirtual().start(waiter);
        while (budget.waiting() == 0) Thread.onSpinWait();

        closed.close();

        assertThatThrownBy(waiter::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> closed.grow(1)).isInstanceOf(InterruptedException.class);
        full.close();
        assertThat(budget.held()).isZero();
    }

    /// Bodies of known and unknown length and any size, some interrupted halfway: all end within the limit.
    @Test
    void staysWithinTheLimitAndReleasesEverything() throws Exception {
        var limit = 12L * MB;
        var budget = new MemoryBudget(limit, 5 * MB);
        var bottleneck = new PrioritySemaphore(1);
        var maxHeld = new AtomicLong();
        var random = new Random(4);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> images = new ArrayList<>();
            for (var i = 0; i < 3_000; i++) {
                var fairnessKey = new FairnessKey(random.nextInt(1_000));
                var size = 1 + random.nextInt(5 * MB);
                var isKnown = random.nextBoolean();
                images.add(threads.submit(() -> {
                    try (var memoryReservation = budget.reserve(fairnessKey)) {
                        memoryReservation.acquireInitial();
                        if (isKnown) memoryReservation.acquireExact(size);
                        else
                            for (var held = MemoryReservation.INITIAL_BYTES; held < size; held *= 2)
                                memoryReservation.grow(Math.min(2 * held, size));
                        maxHeld.accumulateAndGet(budget.held(), Math::max);
                        memoryReservation.shrinkTo(size);
                        bottleneck.acquire(fairnessKey);
                        bottleneck.release();
                        return size;
                    }
                }));
                if (random.nextInt(4) == 0)
                    images.get(random.nextInt(images.size())).cancel(true);
            }
        }

        // The peak depends on how the threads interleave.
        assertThat(maxHeld.get()).isBetween((long) MemoryReservation.INITIAL_BYTES, limit);
        assertThat(budget.held()).isZero();
        assertThat(budget.waiting()).isZero();
    }

    private interface ReservationStep {
        void apply(MemoryReservation memoryReservation) throws InterruptedException;
    }

    private static Thread startWaiting(
            MemoryBudget budget,
            List<String> order,
            String name,
            FairnessKey fairnessKey,
            ReservationStep reservationStep) {
        var before = budget.waiting();
        var thread = Thread.ofVirtual().start(() -> {
            try (var memoryReservation = budget.reserve(fairnessKey)) {
                reservationStep.apply(memoryReservation);
                order.add(name);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        while (budget.waiting() == before) Thread.onSpinWait();
        return thread;
    }
}
