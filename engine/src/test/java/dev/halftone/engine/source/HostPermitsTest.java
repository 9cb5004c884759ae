package dev.halftone.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HostPermitsTest {

    @Test
    void forgetsAHostThatNobodyIsAt() throws Exception {
        var hosts = new HostPermits(2);

        try (var _ = hosts.acquire("a.test");
                var _ = hosts.acquire("a.test");
                var _ = hosts.acquire("b.test")) {
            assertThat(hosts.hosts()).isEqualTo(2);
        }

        assertThat(hosts.hosts()).isZero();
    }

    @Test
    void letsNoMoreThanTheLimitInHoweverManyComeAndGo() throws Exception {
        var hosts = new HostPermits(3);
        var bottleneck = new HostPermits(1);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var visits = IntStream.range(0, 5_000)
                    .mapToObj(_ -> threads.submit(() -> {
                        try (var _ = hosts.acquire("a.test")) {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            // Everybody has to wait in here, too, so that it gets crowded.
                            bottleneck.acquire("b.test").close();
                            inside.decrementAndGet();
                        }
                        return true;
                    }))
                    .toList();
            for (var visit : visits) assertThat(visit.get()).isTrue();
        }

        assertThat(most.get()).isBetween(1, 3);
        assertThat(hosts.hosts()).isZero();
    }

    @Test
    void forgetsWhoGaveUpWaiting() throws Exception {
        var hosts = new HostPermits(1);
        var gaveUp = new CountDownLatch(1);
        var isIn = new Semaphore(0);

        try (var _ = hosts.acquire("a.test")) {
            var waiting = Thread.ofVirtual().start(() -> {
                isIn.release();
                try (var _ = hosts.acquire("a.test")) {
                    throw new AssertionError("was let in");
                } catch (InterruptedException e) {
                    gaveUp.countDown();
                }
            });
            isIn.acquire();
            waiting.interrupt();
            gaveUp.await();
        }

        assertThat(hosts.hosts()).isZero();
    }
}
