package dev.halftone.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupSyncTest {
    private static final int WAITING = 20;

    @Test
    void servesAllCallersDuringAForceWithOne() throws Exception {
        var disk = new BlockingDisk();
        var shared = new GroupSync(disk::force);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> waitFor(shared));
            disk.begun.await();

            var others = IntStream.range(0, WAITING)
                    .mapToObj(_ -> threads.submit(() -> waitFor(shared)))
                    .toList();
            while (shared.requested() < 1 + WAITING) Thread.onSpinWait();
            disk.release.countDown();
            first.get();
            for (var other : others) other.get();
        }

        assertThat(disk.forces).hasValue(2);
    }

    @Test
    void ignoresForceStartedBeforeTheChange() throws Exception {
        var disk = new BlockingDisk();
        var shared = new GroupSync(disk::force);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> waitFor(shared));
            disk.begun.await();
            Future<?> second = threads.submit(() -> waitFor(shared));
            disk.release.countDown();
            first.get();
            second.get();
        }

        assertThat(disk.forces).hasValue(2);
    }

    @Test
    void failsOnlyForTheCallerWhoseForceFailed() throws IOException {
        var forces = new AtomicInteger();
        var shared = new GroupSync(() -> {
            if (forces.incrementAndGet() == 1) throw new IOException("disk full");
        });

        assertThatThrownBy(shared::await).hasMessage("disk full");
        shared.await();

        assertThat(forces).hasValue(2);
    }

    private static boolean waitFor(GroupSync shared) throws IOException {
        shared.await();
        return true;
    }

    /// A disk whose first force waits for its release.
    private static final class BlockingDisk {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);
        final AtomicInteger forces = new AtomicInteger();

        void force() throws IOException {
            if (forces.incrementAndGet() > 1) return;
            begun.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }
}
