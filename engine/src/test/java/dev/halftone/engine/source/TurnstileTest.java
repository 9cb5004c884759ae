package dev.halftone.engine.source;

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
final class TurnstileTest {

    @Test
    void letsTheSmallestTurnInFirst() throws Exception {
        var turnstile = new Turnstile(1);
        var order = Collections.synchronizedList(new ArrayList<Long>());

        turnstile.enter(new Turn(0));
        var visits = Stream.of(500L, 3L, 70L, 0L, 20_000L)
                .map(served -> visit(turnstile, new Turn(served), () -> order.add(served)))
                .toList();
        awaitWaiting(turnstile, 5);
        turnstile.leave();
        for (var visit : visits) visit.join();

        assertThat(order).containsExactly(0L, 3L, 70L, 500L, 20_000L);
    }

    @Test
    void letsEqualsInAsTheyCame() throws Exception {
        var turnstile = new Turnstile(1);
        var order = Collections.synchronizedList(new ArrayList<Integer>());

        turnstile.enter(new Turn(0));
        var visits = new ArrayList<Thread>();
        for (var i = 1; i <= 5; i++) {
            var number = i;
            visits.add(visit(turnstile, new Turn(7), () -> order.add(number)));
            awaitWaiting(turnstile, i);
        }
        turnstile.leave();
        for (var visit : visits) visit.join();

        assertThat(order).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void sendsNobodyOutWhenItBecomesNarrower() throws Exception {
        var turnstile = new Turnstile(4);
        for (var i = 0; i < 4; i++) turnstile.enter(new Turn(i));

        turnstile.resize(2);
        var isIn = new CountDownLatch(1);
        var visit = visit(turnstile, new Turn(0), isIn::countDown);
        awaitWaiting(turnstile, 1);
        turnstile.leave();
        turnstile.leave();

        assertThat(turnstile.inside()).isEqualTo(2);
        assertThat(turnstile.waiting()).isEqualTo(1);
        turnstile.resize(3);
        isIn.await();
        visit.join();
    }

    /// Whoever comes, goes, gives up or is called in while giving up: afterwards every place is free.
    @Test
    void losesNoPlaceHoweverManyGiveUp() throws Exception {
        var turnstile = new Turnstile(3);
        // Everybody has to wait in there, too, so that it gets crowded.
        var bottleneck = new Turnstile(1);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var random = new Random(4);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> visits = new ArrayList<>();
            for (var i = 0; i < 5_000; i++) {
                var turn = new Turn(random.nextInt(100));
                visits.add(threads.submit(() -> {
                    turnstile.enter(turn);
                    try {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        pass(bottleneck);
                    } finally {
                        inside.decrementAndGet();
                        turnstile.leave();
                    }
                    return turn;
                }));
                if (random.nextBoolean())
                    visits.get(random.nextInt(visits.size())).cancel(true);
                if (random.nextInt(10) == 0) turnstile.resize(1 + random.nextInt(3));
            }
            turnstile.resize(3);
        }

        assertThat(most.get()).isBetween(1, 3);
        assertThat(turnstile.waiting()).isZero();
        assertThat(turnstile.inside()).isZero();
    }

    private static void pass(Turnstile turnstile) throws InterruptedException {
        turnstile.enter(new Turn(0));
        turnstile.leave();
    }

    private static Thread visit(Turnstile turnstile, Turn turn, Runnable inside) {
        return Thread.ofVirtual().start(() -> {
            try {
                turnstile.enter(turn);
                inside.run();
                turnstile.leave();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void awaitWaiting(Turnstile turnstile, int count) {
        while (turnstile.waiting() < count) Thread.onSpinWait();
    }
}
