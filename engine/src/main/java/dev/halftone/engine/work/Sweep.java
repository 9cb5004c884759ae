package dev.halftone.engine.work;

import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Uploads;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clears away what nobody needs: files that a crash left half written, uploads of no request, requests whose time is
/// up.
final class Sweep {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private final Ledger ledger;
    private final ImageStore store;
    private final Uploads uploads;
    private final Retirement retirement;

    Sweep(Tools tools, Duration retention) {
        this.ledger = tools.ledger();
        this.store = tools.images();
        this.uploads = tools.uploads();
        this.retirement = new Retirement(tools.ledger(), tools.agenda(), retention, tools.clock());
    }

    void run() {
        var leftovers = store.deleteStale() + uploads.deleteStale(ledger.requests()::exists);
        if (leftovers > 0) log.info("swept {} files that crashed processes had left", leftovers);
        retirement.run();
    }
}
