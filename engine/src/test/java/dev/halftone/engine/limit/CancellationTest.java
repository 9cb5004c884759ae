package dev.halftone.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CancellationTest {
    private final Cancellation cancellation = new Cancellation();

    @Test
    void wakesEveryThreadThatWaits() throws Exception {
        var waiting = new CountDownLatch(2);
        Callable<Void> waitForever = () -> {
            cancellation.await(() -> {
                waiting.countDown();
                new CountDownLatch(1).await();
            });
            return null;
        };
        var first = start(waitForever);
        var second = start(waitForever);
        waiting.await();

        cancellation.cancel();

        assertThatThrownBy(first::get).hasCauseInstanceOf(InterruptedException.class);
        assertThatThrownBy(second::get).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void endsLaterWaitsAtOnce() {
        cancellation.cancel();

        assertThatThrownBy(() -> cancellation.await(() -> {})).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /// A permit that was acquired at that moment must be released.
    @Test
    void returnsWhatWasWaitedForWhenCancelledMeanwhile() throws Exception {
        var permit = cancellation.awaitResult(() -> {
            cancellation.cancel();
            return "permit";
        });

        assertThat(permit).isEqualTo("permit");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void leavesThreadsAloneThatDoNotWait() throws Exception {
        cancellation.await(() -> {});

        cancellation.abort();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(cancellation.isCancelled()).isTrue();
        assertThat(cancellation.isAborted()).isTrue();
    }

    private static <T> FutureTask<T> start(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }
}
