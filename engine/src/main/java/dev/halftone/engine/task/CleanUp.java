package dev.halftone.engine.task;

import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Uploads;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clears away what nobody needs: files that a crash left half written, uploads of no request, requests whose time is
/// up.
final class CleanUp {
    private static final Logger log = LoggerFactory.getLogger(CleanUp.class);

    private final Ledger ledger;
    private final ImageStore store;
    private final Uploads uploads;
    private final RetentionPolicy retentionPolicy;

    CleanUp(TaskContext taskContext, Duration retention) {
        this.ledger = taskContext.ledger();
        this.store = taskContext.images();
        this.uploads = taskContext.uploads();
        this.retentionPolicy =
                new RetentionPolicy(taskContext.ledger(), taskContext.taskScheduler(), retention, taskContext.clock());
    }

    void run() {
        var leftovers = store.deleteStale() + uploads.deleteStale(ledger.requests()::exists);
        if (leftovers > 0) log.info("swept {} files that crashed processes had left", leftovers);
        retentionPolicy.run();
    }
}
