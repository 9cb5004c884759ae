package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Images.StartedImage;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.processing.ImageJob;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.CacheEntry;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.task.ResultRecorder.Result;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Does the images of one chunk that are due, all at once; the services' own limits decide how many really run.
final class ProcessChunk {
    private final Ledger ledger;
    private final ImageService service;
    private final ImageStore images;
    private final ResultRecorder resultRecorder;
    private final CacheLookup cacheLookup;
    private final ResultBatcher resultBatcher;
    private final InstantSource clock;

    ProcessChunk(TaskContext taskContext, ResultRecorder resultRecorder) {
        this.ledger = taskContext.ledger();
        this.service = taskContext.service();
        this.images = taskContext.images();
        this.clock = taskContext.clock();
        this.resultRecorder = resultRecorder;
        this.cacheLookup = new CacheLookup(ledger.cachedResults(), service);
        this.resultBatcher = new ResultBatcher(resultRecorder);
    }

    /// Works on the chunk.
    ///
    /// @return when it is to be looked at again; empty when each of its images has ended
    Optional<Instant> run(TaskInstance<Void> task) throws InterruptedException {
        var chunk = TaskNames.chunk(task);
        var request = ledger.requests().get(chunk.request());
        var begun = ledger.transactions().call(() -> begin(chunk));
        if (request.isPresent() && !begun.isEmpty()) work(request.get(), begun);
        return ledger.transactions().call(() -> ledger.images().nextDue(chunk, Instant.EPOCH));
    }

    private List<StartedImage> begin(Chunk chunk) {
        var request = ledger.requests().lock(chunk.request());
        if (request.isEmpty()) return List.of();
        if (request.get().status() == RequestStatus.CANCELLED) {
            cancel(request.get(), ledger.images().pending(chunk));
            return List.of();
        }
        ledger.requests().start(chunk.request(), clock.instant());
        return ledger.images().startAttempts(chunk, clock.instant());
    }

    private void cancel(Request request, List<Long> images) {
        resultRecorder.record(
                request,
                images.stream()
                        .map(image -> new Result(image, 0, ResultRecorder.CANCELLED))
                        .toList());
    }

    private void work(Request request, List<StartedImage> begun) throws InterruptedException {
        var cancellationCheck = new CancellationCheck(ledger, request.number());
        var recalls = cacheLookup.of(request, begun);
        try (var chunkExecutor = new ChunkExecutor(image -> attempt(request, image, recalls, cancellationCheck))) {
            begun.forEach(chunkExecutor::submit);
            while (chunkExecutor.hasPending()) recordOrWithdraw(request, chunkExecutor.takeResults());
        } catch (InterruptedException e) {
            giveBack(request, begun);
            throw e;
        }
    }

    /// A request that was deleted meanwhile wants its images withdrawn: their erasure may be over.
    private void recordOrWithdraw(Request request, List<Result> results) throws InterruptedException {
        if (resultBatcher.record(request.number(), results)) return;
        for (var result : results) {
            if (result.outcome() instanceof Succeeded published) images.delete(new ImageFileName(published.fileName()));
        }
    }

    private Result attempt(
            Request request, StartedImage image, Map<Long, CacheEntry> recalls, CancellationCheck cancellationCheck)
            throws InterruptedException {
        var job = new ImageJob(
                request.id(),
                image.number(),
                new SourceUrl(image.url()),
                request.options().recipe(),
                Optional.ofNullable(recalls.get(image.number())),
                cancellationCheck);
        return new Result(image.number(), image.attempt(), service.process(job));
    }

    /// What has not ended when we shut down has not been tried.
    private void giveBack(Request request, List<StartedImage> begun) {
        ledger.images()
                .releaseAttempts(
                        request.number(),
                        begun.stream().map(StartedImage::number).toList());
    }
}
