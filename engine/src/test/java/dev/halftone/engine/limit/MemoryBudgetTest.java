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
    void holdsWhatHasArrivedAndReleasesItOnClose() throws Exception {
        var budget = new MemoryBudget(20 * MB, 5 * MB, Tenancy.SINGLE);

        try (var memoryReservation = budget.reserve(new FairnessKey("", 0), new Cancellation())) {
            memoryReservation.acquireInitial();
            assertThat(budget.held()).isEqualTo(MemoryReservation.INITIAL_BYTES);
            memoryReservation.grow(4 * MB);
            assertThat(budget.held()).isEqualTo(4 * MB);
            memoryReservation.shrinkTo(3 * MB);
            assertThat(budget.held()).isEqualTo(3 * MB);
        }

        assertThat(budget.held()).isZero();
    }

    @Test
    void runsImagesOfTheWholeBudgetOneAtATime() throws Exception {
        var budget = new MemoryBudget(5 * MB, 5 * MB, Tenancy.SINGLE);
        var order = Collections.synchronizedList(new ArrayList<Integer>());

        var images = new ArrayList<Thread>();
        for (var i = 0; i < 10; i++) {
            var number = i;
            images.add(Thread.ofVirtual().start(() -> {
                try (var memoryReservation = budget.reserve(new FairnessKey("", number), new Cancellation())) {
                    memoryReservation.acquireInitial();
                    memoryReservation.grow(5 * MB);
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

    /// A transfer of a large request that has begun does not come before a new one of a small request.
    @Test
    void servesByPriorityWhetherATransferHasBegunOrNot() throws Exception {
        var budget = new MemoryBudget(6 * MB, 5 * MB, Tenancy.SINGLE);
        var order = Collections.synchronizedList(new ArrayList<String>());
        var full = budget.reserve(new FairnessKey("", 0), new Cancellation());
        full.grow(MB);

        var waiting = List.of(
                startWaiting(budget, order, "begins 9", new FairnessKey("", 9), MemoryReservation::acquireInitial),
                startWaiting(budget, order, "grows 5", new FairnessKey("", 5), reservation -> reservation.grow(MB)),
                startWaiting(budget, order, "begins 2", new FairnessKey("", 2), MemoryReservation::acquireInitial));
        full.close();
        for (var image : waiting) image.join();

        assertThat(order).containsExactly("begins 2", "grows 5", "begins 9");
    }

    @Test
    void keepsMemoryForOtherTenants() throws Exception {
        var budget = new MemoryBudget(13 * MB, 5 * MB, Tenancy.SHARED);
        var order = Collections.synchronizedList(new ArrayList<String>());
        var greedy = new ArrayList<MemoryReservation>();
        for (var i = 0; i < 7; i++) {
            greedy.add(budget.reserve(new FairnessKey("greedy", i), new Cancellation()));
            greedy.getLast().grow(MB);
        }

        var refused = startWaiting(
                budget, order, "greedy", new FairnessKey("greedy", 7), reservation -> reservation.grow(MB));
        try (var other = budget.reserve(new FairnessKey("other", 1_000), new Cancellation())) {
            other.grow(MB);
            order.add("other");
        }
        greedy.forEach(MemoryReservation::close);
        refused.join();

        assertThat(order).containsExactly("other", "greedy");
        assertThat(budget.held()).isZero();
    }

    /// Otherwise a tenant with a few transfers under way could hold up one whose transfers all wait for memory.
    @Test
    void completesATenantWhoseTransfersAllWaitWhileAnotherTransfers() throws Exception {
        var budget = new MemoryBudget(13 * MB, 5 * MB, Tenancy.SHARED);
        var other = budget.reserve(new FairnessKey("other", 0), new Cancellation());
        other.acquireInitial();

        runImagesThatGrowTogether(budget, 10);

        other.close();
        assertThat(budget.held()).isZero();
    }

    @Test
    void endsWaitingWhenTheRequestIsCancelled() throws Exception {
        var budget = new MemoryBudget(5 * MB, 5 * MB, Tenancy.SINGLE);
        var full = budget.reserve(new FairnessKey("", 0), new Cancellation());
        full.acquireInitial();
        var cancellation = new Cancellation();
        var waiter = new FutureTask<>(() -> {
            try (var memoryReservation = budget.reserve(new FairnessKey("", 1), cancellation)) {
                memoryReservation.acquireInitial();
                return true;
            }
        });
        Thread.ofVirtual().start(waiter);
        while (budget.waiting() == 0) Thread.onSpinWait();

        cancellation.cancel();

        assertThatThrownBy(waiter::get).hasCauseInstanceOf(InterruptedException.class);
        full.close();
        assertThat(budget.held()).isZero();
    }

    /// All transfers hold a part and need more than is free. The reserve serves them one at a time.
    @Test
    void completesWhenAllTransfersWaitForMoreMemory() throws Exception {
        var budget = new MemoryBudget(10 * MB, 5 * MB, Tenancy.SINGLE);

        runImagesThatGrowTogether(budget, 10);

        assertThat(budget.held()).isZero();
    }

    /// Each image has begun before any of them grows to the largest size.
    private static void runImagesThatGrowTogether(MemoryBudget budget, int count) throws Exception {
        var allStarted = new CountDownLatch(count);
        var images = new ArrayList<FutureTask<Long>>();
        for (var i = 0; i < count; i++) {
            var fairnessKey = new FairnessKey("", i);
            var image = new FutureTask<>(() -> {
                try (var memoryReservation = budget.reserve(fairnessKey, new Cancellation())) {
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
        for (var image : images) assertThat(image.get()).isLessThanOrEqualTo(budget.limit());
    }

    @Test
    void interruptsAWaitingTransferOnClose() throws Exception {
        var budget = new MemoryBudget(5 * MB, 5 * MB, Tenancy.SINGLE);
        var full = budget.reserve(new FairnessKey("", 0), new Cancellation());
        full.acquireInitial();
        var closed = budget.reserve(new FairnessKey("", 1), new Cancellation());
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
        var budget = new MemoryBudget(limit, 5 * MB, Tenancy.SINGLE);
        var bottleneck = new PrioritySemaphore(1);
        var maxHeld = new AtomicLong();
        var random = new Random(4);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> images = new ArrayList<>();
            for (var i = 0; i < 3_000; i++) {
                var fairnessKey = new FairnessKey("", random.nextInt(1_000));
                var size = 1 + random.nextInt(5 * MB);
                var isKnown = random.nextBoolean();
                images.add(threads.submit(() -> {
                    try (var memoryReservation = budget.reserve(fairnessKey, new Cancellation())) {
                        memoryReservation.acquireInitial();
                        if (isKnown) memoryReservation.grow(size);
                        else
                            for (var held = MemoryReservation.INITIAL_BYTES; held < size; held *= 4)
                                memoryReservation.grow(Math.min(4 * held, size));
                        maxHeld.accumulateAndGet(budget.held(), Math::max);
                        memoryReservation.shrinkTo(size);
                        bottleneck.acquire(fairnessKey);
                        bottleneck.release(fairnessKey);
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
            try (var memoryReservation = budget.reserve(fairnessKey, new Cancellation())) {
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
