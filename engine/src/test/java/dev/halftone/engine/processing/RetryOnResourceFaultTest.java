package dev.halftone.engine.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.limit.Cancellation;
import dev.halftone.engine.storage.ImageStore.PublishResult;
import dev.halftone.engine.storage.ImageStore.PublishResult.Done;
import dev.halftone.engine.storage.ImageStore.PublishResult.Failed;
import dev.halftone.engine.storage.ImageStore.PublishResult.Unavailable;
import dev.halftone.testkit.Await;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RetryOnResourceFaultTest {
    private static final PublishResult FULL = new Unavailable("the disk says: No space left on device");

    private final Cancellation cancellation = new Cancellation();
    private final RetryOnResourceFault retry = retry(Duration.ofMillis(1));
    private final RetryOnResourceFault hourly = retry(Duration.ofHours(1));

    private static RetryOnResourceFault retry(Duration pause) {
        return new RetryOnResourceFault(
                new RetryOnResourceFault.Pauses(pause, pause, Duration.ofMinutes(1)), Optional.empty());
    }

    @Test
    void publishesOnceTheMachineCan() throws Exception {
        var results = results(FULL, FULL, FULL, new Done());

        assertThat(retry.run(() -> Optional.of(results.remove()), cancellation)).contains(new Done());
        assertThat(results).isEmpty();
    }

    @Test
    void doesNotRepeatOtherFailures() throws Exception {
        var results = results(new Failed("the folder is gone"), new Done());

        assertThat(retry.run(() -> Optional.of(results.remove()), cancellation))
                .contains(new Failed("the folder is gone"));
    }

    @Test
    void doesNotRepeatWhenThereIsNothingToPublish() throws Exception {
        assertThat(retry.run(Optional::empty, cancellation)).isEmpty();
    }

    @Test
    void saysWhyImagesWaitAsLongAsTheyDo() throws Exception {
        var waiting = waitingForAnHour(new CountDownLatch(1));
        Thread.ofVirtual().start(waiting);

        Await.until(() -> hourly.problem().isPresent());

        assertThat(hourly.problem()).contains("the disk says: No space left on device");
        cancellation.cancel();
        waiting.get(30, TimeUnit.SECONDS);
        assertThat(hourly.problem()).isEmpty();
    }

    @Test
    void endsWhenTheRequestIsCancelled() throws Exception {
        var tried = new CountDownLatch(1);
        var waiting = waitingForAnHour(tried);
        Thread.ofVirtual().start(waiting);
        tried.await();

        cancellation.cancel();

        assertThat(waiting.get(30, TimeUnit.SECONDS)).contains(FULL);
    }

    @Test
    void endsWhenInterrupted() throws Exception {
        var tried = new CountDownLatch(1);
        var waiting = waitingForAnHour(tried);
        var thread = Thread.ofVirtual().start(waiting);
        tried.await();

        thread.interrupt();

        assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }

    private FutureTask<Optional<PublishResult>> waitingForAnHour(CountDownLatch tried) {
        return new FutureTask<>(() -> hourly.run(
                () -> {
                    tried.countDown();
                    return Optional.of(FULL);
                },
                cancellation));
    }

    private static Queue<PublishResult> results(PublishResult... results) {
        return new ArrayDeque<>(List.of(results));
    }
}
