package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import java.util.List;
import java.util.Optional;

/// Sets the failed images of a request to pending again and schedules them, a page in each transaction. Progress
/// commits with the page. Until the last page is done, the request is not closed.
public final class RetryFailedImages {
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final TaskScheduler scheduler;

    public RetryFailedImages(Ledger ledger, TaskScheduler scheduler) {
        this.ledger = ledger;
        this.scheduler = scheduler;
    }

    /// Starts a new round of the request with the first page of its failed images, which are mostly all of
    /// them. A task does the rest.
    ///
    /// @return in how many places of the CSV failed images stand; 0 leaves the request unchanged
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
        scheduler.retryFailed(reopened, ledger.openRequests().besides(reopened));
        if (!failed.isEmpty()) retry(reopened, failed);
        return request.counts().failed();
    }

    /// Retries the pages after the first.
    void run(TaskInstance<Void> task) throws InterruptedException {
        while (retryNextPage(TaskNames.number(task), TaskNames.round(task))) {
            if (Thread.interrupted()) throw new InterruptedException("shutting down");
        }
    }

    /// @return whether there may be more pages in this round
    private boolean retryNextPage(long number, int round) throws InterruptedException {
        var request = ledger.requests().get(number).filter(found -> found.round() == round);
        var retriedTo = request.flatMap(found -> found.progress().retriedTo());
        return retriedTo.isPresent() && retryAfter(number, retriedTo.get());
    }

    /// Reads outside the transaction: skipping images that did not fail must not block other writers.
    private boolean retryAfter(long number, long image) throws InterruptedException {
        var failed = ledger.images().failed(number, image, PAGE);
        return ledger.transactions()
                .callInTurn(
                        new FairnessKey(Long.toString(number), image),
                        () -> ledger.requests()
                                .lock(number)
                                .filter(request ->
                                        request.progress().retriedTo().equals(Optional.of(image)))
                                .map(request -> retryOrFinish(request, failed))
                                .orElse(false));
    }

    private boolean retryOrFinish(Request request, List<Long> failed) {
        var isOver = failed.isEmpty() || request.status() == RequestStatus.CANCELLED;
        if (isOver) finish(request);
        else retry(request, failed);
        return !isOver;
    }

    private void retry(Request request, List<Long> failed) {
        ledger.completion().reopen(request, failed);
        ledger.images().reopen(request.number(), failed);
        ledger.requests().retryProgress(request.number(), failed.getLast());
        scheduler.process(request, failed, ledger.openRequests().besides(request));
    }

    /// The last retried image may already have ended: then nothing else closes the request.
    private void finish(Request request) {
        ledger.requests().retryFinished(request.number());
        if (request.counts().allEnded()) scheduler.finish(request);
    }
}
