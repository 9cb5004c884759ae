package dev.halftone.engine.task;

import dev.halftone.engine.ledger.Images.StartedImage;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.task.ResultRecorder.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does images side by side, each on a virtual thread of its own, and hands their results back as they come.
///
/// Whatever has gathered while the last results were being recorded comes in one batch: the slower the disk, the larger
/// the batches. Closing breaks off what is still under way.
final class ChunkExecutor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChunkExecutor.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();
    private final Attempt attempt;
    private int pending;

    ChunkExecutor(Attempt attempt) {
        this.attempt = attempt;
    }

    /// One attempt at an image.
    interface Attempt {
        Result at(StartedImage image) throws InterruptedException;
    }

    void submit(StartedImage image) {
        pending++;
        threads.execute(() -> work(image));
    }

    boolean hasPending() {
        return pending > 0;
    }

    /// Waits for a result, and takes all that are there.
    List<Result> takeResults() throws InterruptedException {
        var some = new ArrayList<Result>();
        some.add(results.take());
        results.drainTo(some);
        pending -= some.size();
        return some;
    }

    private void work(StartedImage image) {
        try {
            results.add(attempt.at(image));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.error("image {} ({} attempts) met a bug; it is tried again later", image.number(), image.attempt(), e);
            results.add(new Result(image.number(), image.attempt(), bug()));
        }
    }

    private static RetryLater bug() {
        return new RetryLater(FailureCode.STORAGE_FAILED, "an internal error; see the server's log", Optional.empty());
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
