package dev.halftone.engine.task;

import dev.halftone.engine.processing.ImageService.Work;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.LogContext;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Tracing;
import dev.halftone.engine.task.ResultRecorder.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Runs pieces of work in parallel, each on a virtual thread of its own, and returns their results as they come.
///
/// Results that arrive while earlier ones are being recorded are returned in one batch: the slower the disk, the
/// larger the batches. Closing interrupts the work that still runs.
final class ChunkExecutor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChunkExecutor.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();
    private final Map<Long, Integer> attempts;
    private final Tracing.Span span;
    private final Map<String, String> logContext = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
    private int pending;
    private volatile boolean isStopped;

    /// @param attempts the number of the attempt of each image
    /// @param span that of the chunk
    ChunkExecutor(Map<Long, Integer> attempts, Tracing.Span span) {
        this.attempts = attempts;
        this.span = span;
    }

    synchronized void submit(Work work) {
        if (isStopped) return;
        pending += work.images().size();
        threads.execute(() -> run(work));
    }

    /// Interrupts the work. Only results that are ready can still be taken.
    synchronized void stop() {
        isStopped = true;
        threads.shutdownNow();
    }

    boolean isStopped() {
        return isStopped;
    }

    boolean hasPending() {
        return pending > 0 && !isStopped;
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

    private void run(Work work) {
        MDC.setContextMap(logContext);
        try (var _ = LogContext.ofImage(work.images().getFirst().image())) {
            add(work, traced(work));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.error("{}: internal error; will be retried", work.images(), e);
            add(work, Collections.nCopies(work.images().size(), internalError()));
        }
    }

    private List<Outcome> traced(Work work) throws InterruptedException {
        var image = work.images().getFirst().image();
        try (var attempt = span.child("image")
                .with("halftone.image.number", image)
                .with("halftone.image.attempt", Objects.requireNonNull(attempts.get(image)))) {
            var outcomes = ScopedValue.where(Tracing.CURRENT, attempt).call(work.attempt()::make);
            outcomes.forEach(attempt::ended);
            return outcomes;
        }
    }

    private void add(Work work, List<? extends Outcome> outcomes) {
        if (isStopped) return;
        for (var i = 0; i < outcomes.size(); i++) {
            var image = work.images().get(i).image();
            results.add(new Result(image, Objects.requireNonNull(attempts.get(image)), outcomes.get(i)));
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
