package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import java.util.List;
import java.util.Optional;

/// Makes the failed images of a request pending again and puts them on the agenda, some in each transaction. How far it
/// came commits with them; until it has come to the end, nothing closes the request.
public final class RetryFailedImages {
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final TaskScheduler taskScheduler;

    public RetryFailedImages(Ledger ledger, TaskScheduler taskScheduler) {
        this.ledger = ledger;
        this.taskScheduler = taskScheduler;
    }

    /// Opens a request for another round and revives the first of its failed images, which mostly are all; the
    /// others follow by themselves.
    ///
    /// @return in how many places of the CSV failed images stand; none leaves the request as it is
    public long start(long number) {
        var failed = ledger.images().failed(number, 0, PAGE);
        return ledger.transactions()
                .call(() -> ledger.requests()
                        .lock(number)
                        .filter(request -> request.counts().failed() > 0)
                        .map(request -> start(request, failed))
                        .orElse(0L));
    }

    private long start(Request request, List<Long> failed) {
        var reopened = ledger.requests().reopen(request.number());
        ledger.throughput().restart(request.number());
        taskScheduler.retryFailed(reopened);
        if (!failed.isEmpty()) revive(reopened, failed);
        return request.counts().failed();
    }

    /// Revives the next ones.
    ///
    /// @return whether there may be more to do, and for this round
    boolean resume(long number, int round) {
        var request = ledger.requests().get(number).filter(found -> found.round() == round);
        var revivedTo = request.flatMap(found -> found.progress().retriedTo());
        return revivedTo.isPresent() && reviveAfter(number, revivedTo.get());
    }

    /// Failed images are looked for outside the transaction: nobody is to wait while we leaf through the
    /// others.
    private boolean reviveAfter(long number, long image) {
        var failed = ledger.images().failed(number, image, PAGE);
        return ledger.transactions()
                .call(() -> ledger.requests()
                        .lock(number)
                        .filter(request -> request.progress().retriedTo().equals(Optional.of(image)))
                        .map(request -> reviveOrEnd(request, failed))
                        .orElse(false));
    }

    private boolean reviveOrEnd(Request request, List<Long> failed) {
        var isOver = failed.isEmpty() || request.status() == RequestStatus.CANCELLED;
        if (isOver) end(request);
        else revive(request, failed);
        return !isOver;
    }

    private void revive(Request request, List<Long> failed) {
        ledger.completion().reopen(request, failed);
        ledger.images().reopen(request.number(), failed);
        ledger.requests().retryProgress(request.number(), failed.getLast());
        taskScheduler.process(request, failed);
    }

    /// The last of the revived may have ended before us.
    private void end(Request request) {
        ledger.requests().retryFinished(request.number());
        if (request.counts().allEnded()) taskScheduler.finish(request);
    }

    /// Goes on with a [RetryFailedImages] to its end.
    static final class Task {
        private final RetryFailedImages retryFailedImages;

        Task(RetryFailedImages retryFailedImages) {
            this.retryFailedImages = retryFailedImages;
        }

        void run(TaskInstance<Void> task) throws InterruptedException {
            while (retryFailedImages.resume(TaskNames.number(task), TaskNames.round(task))) {
                if (Thread.interrupted()) throw new InterruptedException("shutting down");
            }
        }
    }
}
