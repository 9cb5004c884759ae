package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Deletes what a deleted request has left: jobs of a service elsewhere, then its files, then its rows, which tell
/// which files there may be.
///
/// The rows stay until the last chunk task of the request is gone, and then its files are deleted once more. A worker
/// may have published an image after the first pass, or have died while doing so.
final class PurgeRequest {
    private static final int PAGE = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final TaskScheduler scheduler;
    private final ImageService imageService;
    private final ImageStore store;
    private final Uploads uploads;
    private final InstantSource clock;

    PurgeRequest(TaskContext context) {
        this.ledger = context.ledger();
        this.scheduler = context.scheduler();
        this.imageService = context.imageService();
        this.store = context.imageStore();
        this.uploads = context.uploads();
        this.clock = context.clock();
    }

    /// Deletes what can be deleted now.
    ///
    /// @return when to continue; empty when everything is gone
    Optional<Instant> run(TaskInstance<Void> task) throws InterruptedException {
        var number = TaskNames.number(task);
        // Chunks whose images wait for a service would end at the deadline.
        ledger.serviceJobs().tasks(number).forEach(scheduler::wake);
        var jobsDue = ledger.requests().get(number).flatMap(imageService::withdraw);
        var hasChunks = ledger.purge().hasTasks(TaskNames.PROCESS.getTaskName(), TaskNames.requestPrefix(number));
        ledger.requests().get(number).ifPresent(this::deleteFiles);
        if (hasChunks || jobsDue.isPresent()) return Optional.of(clock.instant().plus(PAUSE));
        deleteRows(number);
        return Optional.empty();
    }

    private void deleteRows(long number) throws InterruptedException {
        for (var batch = 0L; deleteBatch(number, batch); batch++) {
            if (Thread.interrupted()) throw new InterruptedException("shutting down");
        }
    }

    private boolean deleteBatch(long number, long batch) throws InterruptedException {
        var fairnessKey = new FairnessKey(Long.toString(number), batch * PAGE);
        return ledger.transactions()
                .callInTurn(fairnessKey, () -> ledger.purge().deleteBatch(number));
    }

    private void deleteFiles(Request request) {
        uploads.delete(request.id());
        new RequestFiles(ledger).pages(request).forEach(store::delete);
    }
}
