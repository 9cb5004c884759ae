package dev.halftone.engine.task;

import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.halftone.engine.ledger.CompletionAccounting.Bytes;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.TaskClaims.Claim;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.Ended;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.HandedOver;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Records outcomes in the ledger, each once, and schedules the end of the request with the last of them.
final class ResultRecorder {
    static final Failed CANCELLED =
            new Failed(FailureCode.CANCELLED, "the request was cancelled before this image began");

    private final Ledger ledger;
    private final TaskScheduler scheduler;
    private final RetryPolicy retries;
    private final InstantSource clock;

    ResultRecorder(Ledger ledger, TaskScheduler scheduler, RetryPolicy retries, InstantSource clock) {
        this.ledger = ledger;
        this.scheduler = scheduler;
        this.retries = retries;
        this.clock = clock;
    }

    /// The outcome of one attempt at an image.
    ///
    /// @param attempt the number of the attempt, from 1
    record Result(long image, int attempt, Outcome outcome) {}

    /// Results of a chunk, as long as this node has claimed it.
    record ChunkResults(Claim claim, long request, List<Result> results) {}

    /// Records results, all or none. A second result for an image that has ended changes nothing. Results of
    /// chunks that another node has taken over are left to that node: it works on the same images.
    ///
    /// @return the requests that still exist
    Set<Long> record(List<ChunkResults> chunks) {
        return ledger.transactions().call(() -> {
            var requests = lockRequests(chunks);
            var held = ledger.taskClaims()
                    .held(
                            TaskNames.PROCESS.getTaskName(),
                            chunks.stream().map(ChunkResults::claim).toList());
            var byRequest = chunks.stream()
                    .filter(chunk -> held.contains(chunk.claim()))
                    .collect(groupingBy(
                            ChunkResults::request, flatMapping(chunk -> chunk.results().stream(), toList())));
            requests.forEach((number, request) -> {
                if (byRequest.containsKey(number)) record(request, byRequest.get(number));
            });
            return requests.keySet();
        });
    }

    /// Locks requests in the order of their numbers: two nodes that lock in different orders could deadlock.
    private SortedMap<Long, Request> lockRequests(List<ChunkResults> chunks) {
        var requests = new TreeMap<Long, Request>();
        chunks.stream()
                .map(ChunkResults::request)
                .distinct()
                .sorted()
                .forEach(number -> ledger.requests().lock(number).ifPresent(request -> requests.put(number, request)));
        return requests;
    }

    /// Records results of one request, in a transaction that holds the request's lock.
    void record(Request request, List<Result> results) {
        var outcomes = new TreeMap<Long, Ended>();
        var handedOver = new TreeMap<Instant, List<Long>>();
        var deferred = new LinkedHashMap<Deferred, List<Long>>();
        for (var result : results) {
            switch (finalOutcome(request, result)) {
                case Ended ended -> outcomes.putIfAbsent(result.image(), ended);
                case RetryLater retryLater -> retryLater(request, result, retryLater);
                case Deferred outcome ->
                    deferred.computeIfAbsent(outcome, _ -> new ArrayList<>()).add(result.image());
                case HandedOver(var due) ->
                    handedOver.computeIfAbsent(due, _ -> new ArrayList<>()).add(result.image());
            }
        }
        deferred.forEach((outcome, images) -> ledger.images()
                .defer(request.number(), images, outcome, clock.instant().plus(outcome.pause())));
        handedOver.forEach((due, images) -> ledger.serviceJobs().await(request.number(), images, due));
        var ended = ledger.images().end(request.number(), outcomes);
        var updated = ledger.completion().imagesEnded(request, ended, bytes(ended, outcomes));
        if (updated.allImagesEnded()) scheduler.finish(updated);
    }

    /// The outcome, or a failure where the request is cancelled or no attempt is left.
    private Outcome finalOutcome(Request request, Result result) {
        var isCancelled = request.status() == RequestStatus.CANCELLED;
        return switch (result.outcome()) {
            case Ended ended -> ended;
            case RetryLater _, Deferred _, HandedOver _ when isCancelled -> CANCELLED;
            case RetryLater last
            when !retries.allowsAttemptAfter(result.attempt()) -> new Failed(last.code(), last.message());
            case Outcome again -> again;
        };
    }

    private static Bytes bytes(List<Long> ended, Map<Long, Ended> outcomes) {
        var in = 0L;
        var out = 0L;
        for (var image : ended) {
            if (outcomes.get(image) instanceof Succeeded succeeded) {
                in += succeeded.bytesIn();
                out += succeeded.bytesOut();
            }
        }
        return new Bytes(in, out);
    }

    private void retryLater(Request request, Result result, RetryLater outcome) {
        var due = clock.instant().plus(retries.delay(result.attempt(), outcome.retryAfter()));
        ledger.images().retryLater(request.number(), result.image(), outcome, due);
    }
}
