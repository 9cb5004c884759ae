package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.CompletionAccounting.Bytes;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Fails the images of a cancelled request that have not started or are at a service elsewhere, a page in each
/// transaction, and ends the jobs of that service. Images in progress here end on their own. Images that are not in the
/// ledger yet fail when they are written there ([ExpandRequest]).
final class CancelRequest {
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final TaskScheduler scheduler;
    private final ImageService imageService;

    CancelRequest(TaskContext context) {
        this.ledger = context.ledger();
        this.scheduler = context.scheduler();
        this.imageService = context.imageService();
    }

    /// Does what can be done now.
    ///
    /// @return when to continue; empty when all is done
    Optional<Instant> run(TaskInstance<Void> task) throws InterruptedException {
        var number = TaskNames.number(task);
        for (var page = page(number, 0); !page.isEmpty(); page = page(number, page.getLast())) {
            if (Thread.interrupted()) throw new InterruptedException("shutting down");
            var images = page;
            ledger.transactions()
                    .callInTurn(new FairnessKey(task.getId(), page.getFirst()), () -> cancel(number, images));
        }
        return ledger.requests()
                .get(number)
                .filter(request -> request.status() == RequestStatus.CANCELLED)
                .flatMap(imageService::withdraw);
    }

    /// Reads outside the transaction: skipping images that have ended must not block other writers.
    private List<Long> page(long number, long after) {
        return ledger.images().notStarted(number, after, PAGE);
    }

    /// Returns whether the request is still cancelled.
    private boolean cancel(long number, List<Long> images) {
        var cancelled = ledger.requests().lock(number).filter(request -> request.status() == RequestStatus.CANCELLED);
        cancelled.ifPresent(request -> failNotStarted(request, images));
        return cancelled.isPresent();
    }

    /// Fails the images that have not started, from the first to the last of these. Called in a transaction
    /// that holds the request's lock.
    void failNotStarted(Request request, List<Long> images) {
        if (images.isEmpty()) return;
        var failed = ledger.images()
                .failNotStarted(request.number(), images.getFirst(), images.getLast(), ResultRecorder.CANCELLED);
        var updated = ledger.completion().imagesEnded(request, failed, Bytes.NONE);
        if (updated.allImagesEnded()) scheduler.finish(updated);
    }
}
