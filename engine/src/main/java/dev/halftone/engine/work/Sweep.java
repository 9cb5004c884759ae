package dev.halftone.engine.work;

import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.Request;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Uploads;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clears away what nobody needs: files that a crash left half written, uploads of no request, requests whose time is
/// up.
final class Sweep {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);
    private static final int REQUESTS = 100;

    private final Ledger ledger;
    private final ImageStore store;
    private final Uploads uploads;
    private final Agenda agenda;
    private final Duration retention;
    private final InstantSource clock;

    Sweep(Tools tools, Duration retention) {
        this.ledger = tools.ledger();
        this.store = tools.images();
        this.uploads = tools.uploads();
        this.agenda = tools.agenda();
        this.clock = tools.clock();
        this.retention = retention;
    }

    void run() {
        var leftovers = store.sweep() + uploads.sweep(ledger.requests()::exists);
        if (leftovers > 0) log.info("swept {} files that crashed processes had left", leftovers);
        if (retention.isPositive()) retire();
    }

    private void retire() {
        var before = clock.instant().minus(retention);
        var old = ledger.requests().finishedBefore(before, REQUESTS);
        old.forEach(request -> ledger.transactions().run(() -> retire(request)));
        if (!old.isEmpty()) log.info("retired {} requests that ended before {}", old.size(), before);
    }

    private void retire(Request request) {
        ledger.requests().delete(request.owner(), request.id(), clock.instant()).ifPresent(agenda::erase);
    }
}
