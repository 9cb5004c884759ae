package dev.halftone.engine.source;

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
final class ByteBudgetTest {
    private static final int MB = 1 << 20;

    @Test
    void takesWhatABodyNeedsAndGivesItBack() throws Exception {
        var budget = new ByteBudget(20 * MB, 5 * MB);

        try (var share = budget.open(new Turn(0))) {
            share.begin();
            assertThat(budget.held()).isEqualTo(Share.FIRST);
            share.expect(4 * MB);
            assertThat(budget.held()).isEqualTo(4 * MB);
        }

        assertThat(budget.held()).isZero();
    }

    @Test
    void keepsOfASmallBodyOnlyItsSize() throws Exception {
        var budget = new ByteBudget(20 * MB, 5 * MB);

        try (var known = budget.open(new Turn(0));
                var unknown = budget.open(new Turn(0))) {
            known.begin();
            known.expect(1_000);
            unknown.begin();
            unknown.settle(500);

            assertThat(budget.held()).isEqualTo(1_500);
        }
    }

    @Test
    void letsAnImageOfTheWholeBudgetThroughAlone() throws Exception {
        var budget = new ByteBudget(5 * MB, 5 * MB);
        var order = Collections.synchronizedList(new ArrayList<Integer>());

        var images = new ArrayList<Thread>();
        for (var i = 0; i < 10; i++) {
            var number = i;
            images.add(Thread.ofVirtual().start(() -> {
                try (var share = budget.open(new Turn(number))) {
                    share.begin();
                    share.expect(5 * MB);
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
    void servesTheSmallestTurnFirstButWhoIsUnderWayBeforeWhoIsToBegin() throws Exception {
        var budget = new ByteBudget(6 * MB, 5 * MB);
        var order = Collections.synchronizedList(new ArrayList<String>());
        var full = budget.open(new Turn(0));
        full.begin();
        full.expect(MB);

        var beginners = List.of(
                waiting(budget, order, "begins 9", new Turn(9), Share::begin),
                waiting(budget, order, "begins 2", new Turn(2), Share::begin));
        var transfer = waiting(budget, order, "grows 500", new Turn(500), share -> share.raise(MB));
        full.close();
        transfer.join();
        for (var beginner : beginners) beginner.join();

        assertThat(order).startsWith("grows 500").endsWith("begins 2", "begins 9");
    }

    /// All hold a part and want more than there is: one after the other gets the reserve.
    @Test
    void endsThoughAllWaitForMore() throws Exception {
        var budget = new ByteBudget(10 * MB, 5 * MB);
        var allBegan = new CountDownLatch(10);

        var images = new ArrayList<FutureTask<Long>>();
        for (var i = 0; i < 10; i++) {
            var turn = new Turn(i);
            var image = new FutureTask<>(() -> {
                try (var share = budget.open(turn)) {
                    share.begin();
                    allBegan.countDown();
                    allBegan.await();
                    for (var size = MB; size <= 5 * MB; size += MB) share.raise(size);
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
    void tellsATransferLeftBehind() throws Exception {
        var budget = new ByteBudget(5 * MB, 5 * MB);
        var full = budget.open(new Turn(0));
        full.begin();
        var given = budget.open(new Turn(1));
        var left = new FutureTask<>(() -> {
            given.begin();
            return true;
        });
        Thread.ofVirtual().start(left);
        while (budget.waiting() == 0) Thread.onSpinWait();

        given.close();

        assertThatThrownBy(left::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> given.raise(1)).isInstanceOf(InterruptedException.class);
        full.close();
        assertThat(budget.held()).isZero();
    }

    /// Bodies of known and unknown length, of any size, some given up halfway: the limit holds and all end.
    @Test
    void isNeverExceededAndLosesNothing() throws Exception {
        var limit = 12L * MB;
        var budget = new ByteBudget(limit, 5 * MB);
        var bottleneck = new Turnstile(1);
        var most = new AtomicLong();
        var random = new Random(4);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> images = new ArrayList<>();
            for (var i = 0; i < 3_000; i++) {
                var turn = new Turn(random.nextInt(1_000));
                var size = 1 + random.nextInt(5 * MB);
                var isKnown = random.nextBoolean();
                images.add(threads.submit(() -> {
                    try (var share = budget.open(turn)) {
                        share.begin();
                        if (isKnown) share.expect(size);
                        else for (var held = Share.FIRST; held < size; held *= 2) share.raise(Math.min(2 * held, size));
                        most.accumulateAndGet(budget.held(), Math::max);
                        share.settle(size);
                        bottleneck.enter(turn);
                        bottleneck.leave();
                        return size;
                    }
                }));
                if (random.nextInt(4) == 0)
                    images.get(random.nextInt(images.size())).cancel(true);
            }
        }

        // How full it gets depends on who meets whom.
        assertThat(most.get()).isBetween((long) Share.FIRST, limit);
        assertThat(budget.held()).isZero();
        assertThat(budget.waiting()).isZero();
    }

    private interface Move {
        void by(Share share) throws InterruptedException;
    }

    private static Thread waiting(ByteBudget budget, List<String> order, String name, Turn turn, Move move) {
        var before = budget.waiting();
        var thread = Thread.ofVirtual().start(() -> {
            try (var share = budget.open(turn)) {
                move.by(share);
                order.add(name);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        while (budget.waiting() == before) Thread.onSpinWait();
        return thread;
    }
}
