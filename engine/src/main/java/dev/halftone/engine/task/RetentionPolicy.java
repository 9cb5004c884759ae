package dev.halftone.engine.task;

import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.request.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes requests whose time is up, as their owners could have: hidden at once, erased by and by.
///
/// @param retention how long a request is kept after its end; zero keeps it for ever
record RetentionPolicy(Ledger ledger, TaskScheduler taskScheduler, Duration retention, InstantSource clock) {
    private static final Logger log = LoggerFactory.getLogger(RetentionPolicy.class);
    private static final int PAGE = 100;

    void run() {
        if (retention.isPositive()) retire(clock.instant().minus(retention));
    }

    private void retire(Instant endedBefore) {
        var retired = 0;
        for (var page = page(endedBefore); !page.isEmpty(); page = page(endedBefore)) {
            page.forEach(request -> ledger.transactions().run(() -> retire(request)));
            retired += page.size();
        }
        if (retired > 0) log.info("retired {} requests that ended before {}", retired, endedBefore);
    }

    private List<Request> page(Instant endedBefore) {
        return ledger.requests().finishedBefore(endedBefore, PAGE);
    }

    private void retire(Request request) {
        ledger.requests().delete(request.owner(), request.id(), clock.instant()).ifPresent(taskScheduler::purge);
    }
}
