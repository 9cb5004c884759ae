package dev.halftone.engine.task;

import dev.halftone.engine.ledger.Images.StartedImage;
import dev.halftone.engine.processing.ImageJob;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.task.ResultRecorder.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs image jobs in parallel, each on a virtual thread of its own, and returns their results as they come.
///
/// Results that arrive while earlier ones are being recorded are returned in one batch: the slower the disk, the
/// larger the batches. Closing interrupts the jobs that still run.
final class ChunkExecutor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChunkExecutor.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();
    private final ImageService imageService;
    private int pending;

    ChunkExecutor(ImageService imageService) {
        this.imageService = imageService;
    }

    void submit(StartedImage image, ImageJob job) {
        pending++;
        threads.execute(() -> process(image, job));
    }

    boolean hasPending() {
        return pending > 0;
    }

    /// Waits for a result, then returns all that are ready; none if there is no result in time.
    List<Result> takeResults(Duration timeout) throws InterruptedException {
        var ready = new ArrayList<Result>();
        Optional.ofNullable(results.poll(timeout.toNanos(), TimeUnit.NANOSECONDS))
                .ifPresent(ready::add);
        results.drainTo(ready);
        pending -= ready.size();
        return ready;
    }

    private void process(StartedImage image, ImageJob job) {
        try {
            results.add(new Result(image.number(), image.attempt(), imageService.process(job)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.error("image {}, attempt {}: internal error; it will be retried", image.number(), image.attempt(), e);
            results.add(new Result(image.number(), image.attempt(), internalError()));
        }
    }

    private static RetryLater internalError() {
        return new RetryLater(FailureCode.STORAGE_FAILED, "an internal error; see the server's log", Optional.empty());
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
