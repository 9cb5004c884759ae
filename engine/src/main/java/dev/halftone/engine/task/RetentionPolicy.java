package dev.halftone.engine.task;

import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.request.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes requests that ended longer ago than the retention time, in the way their owners could: hidden at once,
/// purged later.
///
/// @param retention how long a request is kept after its end; zero keeps it forever
record RetentionPolicy(Ledger ledger, TaskScheduler scheduler, Duration retention, InstantSource clock) {
    private static final Logger log = LoggerFactory.getLogger(RetentionPolicy.class);
    private static final int PAGE = 100;

    void run() {
        if (retention.isPositive()) deleteAll(clock.instant().minus(retention));
    }

    private void deleteAll(Instant endedBefore) {
        var deleted = 0;
        for (var page = page(endedBefore); !page.isEmpty(); page = page(endedBefore)) {
            page.forEach(request -> ledger.transactions().run(() -> delete(request)));
            deleted += page.size();
        }
        if (deleted > 0) log.info("deleted {} requests that ended before {}", deleted, endedBefore);
    }

    private List<Request> page(Instant endedBefore) {
        return ledger.requests().finishedBefore(endedBefore, PAGE);
    }

    private void delete(Request request) {
        ledger.requests().delete(request.owner(), request.id(), clock.instant()).ifPresent(scheduler::purge);
    }
}
