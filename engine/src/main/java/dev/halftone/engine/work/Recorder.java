package dev.halftone.engine.work;

import dev.halftone.engine.ledger.FailureCode;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.Outcome;
import dev.halftone.engine.ledger.Outcome.Ended;
import dev.halftone.engine.ledger.Outcome.Failed;
import dev.halftone.engine.ledger.Outcome.Postponed;
import dev.halftone.engine.ledger.Outcome.PutOff;
import dev.halftone.engine.ledger.Outcome.Succeeded;
import dev.halftone.engine.ledger.Request;
import dev.halftone.engine.ledger.RequestStatus;
import dev.halftone.engine.ledger.Settlement.Bytes;
import dev.halftone.engine.source.RetryPolicy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/// Writes outcomes into the ledger, each once, and puts the end of the request on the agenda with the last of them.
final class Recorder {
    static final Failed CANCELLED =
            new Failed(FailureCode.CANCELLED, "the request was cancelled before this image began");

    private final Ledger ledger;
    private final Agenda agenda;
    private final RetryPolicy retries;
    private final InstantSource clock;

    Recorder(Ledger ledger, Agenda agenda, RetryPolicy retries, InstantSource clock) {
        this.ledger = ledger;
        this.agenda = agenda;
        this.retries = retries;
        this.clock = clock;
    }

    /// What came of one attempt.
    ///
    /// @param attempt which it was, from 1
    record Result(long image, int attempt, Outcome outcome) {}

    /// Records results, all or none. A late twin of a result changes nothing.
    ///
    /// @param results by the number of their request, in order: two nodes with different orders could wait for each
    /// other
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
        var ended = new ArrayList<Long>();
        var in = 0L;
        var out = 0L;
        for (var result : results) {
            if (!end(request, result)) continue;
            ended.add(result.image());
            if (result.outcome() instanceof Succeeded succeeded) {
                in += succeeded.bytesIn();
                out += succeeded.bytesOut();
            }
        }
        var settled = ledger.settlement().afterImages(request, ended, new Bytes(in, out));
        if (settled.allEnded()) agenda.finish(settled);
    }

    private boolean end(Request request, Result result) {
        return switch (result.outcome()) {
            case Ended ended -> ledger.images().end(request.number(), result.image(), ended);
            case Postponed postponed -> postpone(request, result, postponed);
            case PutOff putOff -> putOff(request, result, putOff);
        };
    }

    private boolean postpone(Request request, Result result, Postponed outcome) {
        if (request.status() == RequestStatus.CANCELLED) return end(request, result, CANCELLED);
        if (result.attempt() >= retries.maxAttempts()) {
            return end(request, result, new Failed(outcome.code(), outcome.message()));
        }
        var due = clock.instant().plus(retries.delay(result.attempt(), outcome.retryAfter()));
        ledger.images().postpone(request.number(), result.image(), outcome, due);
        return false;
    }

    private boolean putOff(Request request, Result result, PutOff outcome) {
        if (request.status() == RequestStatus.CANCELLED) return end(request, result, CANCELLED);
        ledger.images()
                .putOff(
                        request.number(),
                        result.image(),
                        outcome,
                        clock.instant().plus(outcome.pause()));
        return false;
    }

    private boolean end(Request request, Result result, Failed failed) {
        return ledger.images().end(request.number(), result.image(), failed);
    }
}
