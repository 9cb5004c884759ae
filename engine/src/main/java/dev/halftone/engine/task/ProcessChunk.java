package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.database.DatabaseFault;
import dev.halftone.engine.database.Dialect;
import dev.halftone.engine.ledger.Images.StartedImage;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.limit.Cancellation;
import dev.halftone.engine.processing.ImageJob;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.CacheEntry;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.LogContext;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.Tracing;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.task.ResultRecorder.ChunkResults;
import dev.halftone.engine.task.ResultRecorder.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Processes the images of one chunk that are due. All of them start at once; the limits of the image service decide
/// how many run.
final class ProcessChunk {
    private static final Logger log = LoggerFactory.getLogger(ProcessChunk.class);

    private final Ledger ledger;
    private final ImageService imageService;
    private final ImageStore imageStore;
    private final ResultRecorder recorder;
    private final ResultBatcher batcher;
    private final CacheLookup cacheLookup;
    private final InstantSource clock;
    private final Tracing tracing;

    ProcessChunk(TaskContext context, ResultRecorder recorder, Tracing tracing) {
        this.ledger = context.ledger();
        this.imageService = context.imageService();
        this.imageStore = context.imageStore();
        this.clock = context.clock();
        this.tracing = tracing;
        this.recorder = recorder;
        this.batcher = new ResultBatcher(recorder);
        this.cacheLookup = new CacheLookup(ledger.cachedResults(), imageService);
    }

    /// Runs the chunk.
    ///
    /// @return the last step: tells when the chunk is due again; nothing when each of its images has ended
    Supplier<Optional<Instant>> run(ClaimedTask task) throws InterruptedException {
        var chunk = TaskNames.chunk(task.instance());
        var request = ledger.requests().get(chunk.request());
        var started = ledger.transactions().call(() -> startAttempts(chunk, task));
        if (request.isPresent() && !started.isEmpty()) {
            try (var _ = LogContext.of(request.get().id());
                    var _ = LogContext.of(chunk)) {
                process(request.get(), task, started);
            }
        }
        return () -> nextDue(chunk, task.instance());
    }

    /// A callback makes an image due and wakes this task while it holds the same lock. So either it finds the task
    /// idle and wakes it, or the image is already due here.
    private Optional<Instant> nextDue(Chunk chunk, TaskInstance<Void> task) {
        var request = ledger.requests().lock(chunk.request());
        var due = ledger.images().nextDue(chunk, Instant.EPOCH);
        // Jobs of a cancelled or deleted request are still to be ended at the service.
        if (due.isEmpty() && request.isPresent() && request.get().status() != RequestStatus.CANCELLED)
            ledger.serviceJobs().deleteAll(chunk.request(), task.getId());
        return due;
    }

    /// Counts the attempts before the work begins: a crash halfway must not grant a free attempt.
    private List<StartedImage> startAttempts(Chunk chunk, ClaimedTask task) {
        var request = ledger.requests().lock(chunk.request());
        if (request.isEmpty() || !isHeld(task)) return List.of();
        if (request.get().status() == RequestStatus.CANCELLED) {
            cancel(request.get(), ledger.images().pending(chunk));
            return List.of();
        }
        ledger.requests().start(chunk.request(), clock.instant());
        return ledger.images().startAttempts(chunk, clock.instant());
    }

    private void cancel(Request request, List<Long> images) {
        recorder.record(
                request,
                images.stream()
                        .map(image -> new Result(image, 0, ResultRecorder.CANCELLED))
                        .toList());
    }

    private boolean isHeld(ClaimedTask task) {
        return !ledger.taskClaims()
                .held(task.claim().task(), List.of(task.claim()))
                .isEmpty();
    }

    /// Stops when this node's heartbeats fail: another node may soon work on the same images. Their attempts are
    /// repeated, there or here, and not counted again.
    private void process(Request request, ClaimedTask task, List<StartedImage> images) throws InterruptedException {
        var cacheEntries = cacheLookup.find(request, images);
        var check = new CancellationCheck(ledger, request.number());
        var jobs = images.stream()
                .map(image -> job(request, image, cacheEntries, check.cancellation()))
                .toList();
        var attempts = images.stream().collect(Collectors.toMap(StartedImage::number, StartedImage::attempt));
        try (var span = tracing.start(request.id(), "chunk").with("halftone.images", images.size());
                var executor = new ChunkExecutor(attempts, span);
                var _ = task.watch(executor::stop)) {
            imageService
                    .plan(new ImageService.DueImages(
                            TaskNames.chunk(task.instance()), task.instance().getId(), jobs))
                    .forEach(executor::submit);
            while (executor.hasPending()) {
                recordOrDelete(request, task, executor.takeResults(CancellationCheck.INTERVAL));
                check.run();
            }
            recordOrDelete(request, task, executor.takeResults(Duration.ZERO));
            if (executor.isStopped())
                log.warn("{}: stopped, because this node could send no heartbeat", task.instance());
        } catch (InterruptedException e) {
            releaseAttempts(request, task, images);
            throw e;
        }
    }

    /// Attempts that a shutdown interrupts do not count.
    private void releaseAttempts(Request request, ClaimedTask task, List<StartedImage> images) {
        var numbers = images.stream().map(StartedImage::number).toList();
        ledger.transactions().run(() -> {
            ledger.requests().lock(request.number());
            if (isHeld(task)) ledger.images().releaseAttempts(request.number(), numbers);
        });
    }

    private ImageJob job(
            Request request, StartedImage image, Map<Long, CacheEntry> cacheEntries, Cancellation cancellation) {
        return new ImageJob(
                request.id(),
                request.owner().isEmpty() ? request.id().text() : request.owner(),
                image.number(),
                new SourceUrl(image.url()).withScheme(),
                request.options().recipe(),
                Optional.ofNullable(cacheEntries.get(image.number())),
                isSuspect(image),
                cancellation);
    }

    /// Only the node that died knows which of its images were being coded ([CrashIsolation]). On SQLite it is this one.
    private boolean isSuspect(StartedImage image) {
        return image.isTakenOver() && ledger.dialect() == Dialect.POSTGRESQL;
    }

    /// If the request was deleted meanwhile, its purge may be over: then the published files are deleted here.
    private void recordOrDelete(Request request, ClaimedTask task, List<Result> results) throws InterruptedException {
        if (results.isEmpty() || batcher.record(new ChunkResults(task.claim(), request.number(), results))) return;
        imageStore.delete(results.stream()
                .flatMap(result -> result.outcome() instanceof Succeeded published
                        ? Stream.of(new ImageFileName(published.fileName()))
                        : Stream.empty())
                .toList());
    }

    /// Looks up once a second whether a request's images are still wanted, and cancels them if not.
    static final class CancellationCheck {
        static final Duration INTERVAL = Duration.ofSeconds(1);

        private final Cancellation cancellation = new Cancellation();
        private final Ledger ledger;
        private final long request;
        private long lookedUpAt = System.nanoTime();

        CancellationCheck(Ledger ledger, long request) {
            this.ledger = ledger;
            this.request = request;
        }

        Cancellation cancellation() {
            return cancellation;
        }

        /// Looks up if it is time to. While the database is away, the images count as wanted.
        void run() {
            if (cancellation.isAborted() || System.nanoTime() - lookedUpAt < INTERVAL.toNanos()) return;
            try {
                lookUp();
            } catch (RuntimeException e) {
                if (DatabaseFault.of(e).isEmpty()) throw e;
            }
            lookedUpAt = System.nanoTime();
        }

        private void lookUp() {
            ledger.requests()
                    .status(request)
                    .ifPresentOrElse(
                            status -> {
                                if (status == RequestStatus.CANCELLED) cancellation.cancel();
                            },
                            cancellation::abort);
        }
    }
}
