package dev.halftone.engine.task;

import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Uploads;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what is no longer needed: temporary files that crashes left behind, uploads without a request, and
/// requests past their retention time.
final class CleanUp {
    private static final Logger log = LoggerFactory.getLogger(CleanUp.class);

    private final Ledger ledger;
    private final ImageStore store;
    private final Uploads uploads;
    private final RetentionPolicy retention;

    CleanUp(TaskContext context, Duration retention) {
        this.ledger = context.ledger();
        this.store = context.imageStore();
        this.uploads = context.uploads();
        this.retention = new RetentionPolicy(context.ledger(), context.scheduler(), retention, context.clock());
    }

    void run() {
        var deleted = store.deleteStale() + uploads.deleteStale(ledger.requests()::exists);
        if (deleted > 0) log.info("deleted {} files that crashed processes had left behind", deleted);
        retention.run();
    }
}
