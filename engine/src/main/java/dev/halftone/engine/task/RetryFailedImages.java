package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sets the failed images of a request to pending again and schedules them, a page in each transaction. Progress
/// commits with the page. Until the last page is done, the request is not closed.
public final class RetryFailedImages {
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final TaskScheduler scheduler;
    private final InstantSource clock;

    public RetryFailedImages(Ledger ledger, TaskScheduler scheduler, InstantSource clock) {
        this.ledger = ledger;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /// Starts a new round of the request with the first page of its failed images, which are mostly all of
    /// them. A task does the rest.
    ///
    /// @param codes only images that failed for these reasons; empty for all
    /// @return in how many places of the CSV these images stand; 0 leaves the request unchanged
    public long start(long number, Set<FailureCode> codes) {
        var failed = ledger.images().failed(number, 0, PAGE, codes);
        return ledger.transactions()
                .call(() -> ledger.requests()
                        .lock(number)
                        .map(request -> start(request, codes, failed))
                        .orElse(0L));
    }

    private long start(Request request, Set<FailureCode> codes, List<Long> failed) {
        var places =
                codes.isEmpty() ? request.counts().failed() : ledger.failures().places(request, codes);
        if (places == 0) return 0;
        var reopened = reopen(request);
        if (isUnderWay(request)) continueWith(reopened, union(request.progress().retriedCodes(), codes));
        else {
            continueWith(reopened, codes);
            if (!failed.isEmpty()) retry(reopened, failed);
        }
        return places;
    }

    /// Retries failed images, and fetches other URLs in their place. One transaction does it all.
    ///
    /// @param urls by the number of the image
    /// @return in how many places of the CSV these images stand; 0 if some have not failed, or no longer:
    /// then nothing changes
    public long start(long number, Map<Long, String> urls) {
        var images = urls.keySet().stream().sorted().toList();
        return ledger.transactions()
                .call(() -> ledger.requests()
                        .lock(number)
                        .filter(_ -> ledger.images().failedAmong(number, images).equals(images))
                        .map(request -> start(request, urls, images))
                        .orElse(0L));
    }

    private long start(Request request, Map<Long, String> urls, List<Long> images) {
        var reopened = reopen(request);
        if (isUnderWay(request)) continueWith(reopened, request.progress().retriedCodes());
        ledger.images().replaceUrls(request.number(), urls);
        return makePending(reopened, images);
    }

    private Request reopen(Request request) {
        ledger.throughput().restart(request.number());
        return ledger.requests().reopen(request.number(), clock.instant());
    }

    private static boolean isUnderWay(Request request) {
        return request.progress().retriedTo().isPresent();
    }

    /// An earlier retry that is under way ends with its round, so this one does its work, too, from the beginning.
    private void continueWith(Request reopened, Set<FailureCode> codes) {
        ledger.requests().retryStarted(reopened.number(), codes);
        scheduler.retryFailed(reopened, ledger.openRequests().besides(reopened));
    }

    /// Of no codes, which are all, and of some: all.
    private static Set<FailureCode> union(Set<FailureCode> some, Set<FailureCode> others) {
        if (some.isEmpty() || others.isEmpty()) return Set.of();
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    /// Retries the pages after the first.
    void run(TaskInstance<Void> task) throws InterruptedException {
        while (retryNextPage(TaskNames.number(task), TaskNames.round(task))) {
            if (Thread.interrupted()) throw new InterruptedException("shutting down");
        }
    }

    /// @return whether there may be more pages in this round
    private boolean retryNextPage(long number, int round) throws InterruptedException {
        var request = ledger.requests().get(number).filter(found -> found.round() == round && isUnderWay(found));
        return request.isPresent() && retryNextPage(request.get());
    }

    /// Reads outside the transaction: skipping images that did not fail must not block other writers.
    private boolean retryNextPage(Request request) throws InterruptedException {
        var number = request.number();
        var progress = request.progress();
        var after = progress.retriedTo().orElseThrow();
        var failed = ledger.images().failed(number, after, PAGE, progress.retriedCodes());
        return ledger.transactions()
                .callInTurn(
                        new FairnessKey(Long.toString(number), after),
                        () -> ledger.requests()
                                .lock(number)
                                .filter(locked -> locked.round() == request.round()
                                        && locked.progress().retriedTo().equals(progress.retriedTo()))
                                .map(locked -> retryOrFinish(locked, failed))
                                .orElse(false));
    }

    private boolean retryOrFinish(Request request, List<Long> failed) {
        var isOver = failed.isEmpty() || request.status() == RequestStatus.CANCELLED;
        if (isOver) finish(request);
        else retry(request, failed);
        return !isOver;
    }

    private void retry(Request request, List<Long> failed) {
        makePending(request, failed);
        ledger.requests().retryProgress(request.number(), failed.getLast());
    }

    private long makePending(Request request, List<Long> failed) {
        var places = ledger.completion().reopen(request, failed);
        ledger.images().reopen(request.number(), failed);
        scheduler.process(request, failed, ledger.openRequests().besides(request));
        return places;
    }

    /// The last retried image may already have ended: then nothing else closes the request.
    private void finish(Request request) {
        ledger.requests().retryFinished(request.number());
        if (request.counts().allEnded()) scheduler.finish(request);
    }
}
