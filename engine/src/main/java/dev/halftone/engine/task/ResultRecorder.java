package dev.halftone.engine.task;

import dev.halftone.engine.ledger.CompletionAccounting.Bytes;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.Ended;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes outcomes into the ledger, each once, and puts the end of the request on the agenda with the last of them.
final class ResultRecorder {
    static final Failed CANCELLED =
            new Failed(FailureCode.CANCELLED, "the request was cancelled before this image began");

    private final Ledger ledger;
    private final TaskScheduler taskScheduler;
    private final RetryPolicy retries;
    private final InstantSource clock;

    ResultRecorder(Ledger ledger, TaskScheduler taskScheduler, RetryPolicy retries, InstantSource clock) {
        this.ledger = ledger;
        this.taskScheduler = taskScheduler;
        this.retries = retries;
        this.clock = clock;
    }

    /// What came of one attempt.
    ///
    /// @param attempt which it was, from 1
    record Result(long image, int attempt, Outcome outcome) {}

    /// Records results, all or none. A late twin of a result changes nothing.
    ///
    /// @param results by the number of their request, in order: two nodes with different orders could wait for
    /// each other
    /// @return the requests that are still there
    Set<Long> record(SortedMap<Long, List<Result>> results) {
        return ledger.transactions().call(() -> {
            var there = new HashSet<Long>();
            results.forEach((number, some) -> ledger.requests().lock(number).ifPresent(request -> {
                this.record(request, some);
                there.add(number);
            }));
            return there;
        });
    }

    /// Records results of one request, inside a transaction that holds it.
    void record(Request request, List<Result> results) {
        var endings = new TreeMap<Long, Ended>();
        for (var result : results) {
            switch (finalOutcome(request, result)) {
                case Ended ended -> endings.putIfAbsent(result.image(), ended);
                case RetryLater retryLater -> postpone(request, result, retryLater);
                case Deferred deferred -> putOff(request, result, deferred);
            }
        }
        var ended = ledger.images().end(request.number(), endings);
        var settled = ledger.completion().imagesEnded(request, ended, bytes(ended, endings));
        if (settled.allImagesEnded()) taskScheduler.finish(settled);
    }

    /// What comes of a result when there is nobody to try again for, or no attempt is left.
    private Outcome finalOutcome(Request request, Result result) {
        var isCancelled = request.status() == RequestStatus.CANCELLED;
        return switch (result.outcome()) {
            case Ended ended -> ended;
            case RetryLater _, Deferred _ when isCancelled -> CANCELLED;
            case RetryLater last
            when result.attempt() >= retries.maxAttempts() -> new Failed(last.code(), last.message());
            case Outcome again -> again;
        };
    }

    private static Bytes bytes(List<Long> ended, Map<Long, Ended> endings) {
        var in = 0L;
        var out = 0L;
        for (var image : ended) {
            if (endings.get(image) instanceof Succeeded succeeded) {
                in += succeeded.bytesIn();
                out += succeeded.bytesOut();
            }
        }
        return new Bytes(in, out);
    }

    private void postpone(Request request, Result result, RetryLater outcome) {
        var due = clock.instant().plus(retries.delay(result.attempt(), outcome.retryAfter()));
        ledger.images().retryLater(request.number(), result.image(), outcome, due);
    }

    private void putOff(Request request, Result result, Deferred outcome) {
        var due = clock.instant().plus(outcome.pause());
        ledger.images().defer(request.number(), result.image(), outcome, due);
    }
}
