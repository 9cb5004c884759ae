package dev.halftone.engine.task;

import dev.halftone.engine.database.DatabaseFault;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats a write until the database takes it. Giving up would mean to process images again, and a task whose end is
/// not written stays claimed for minutes, until it counts as dead.
final class RetryOnDatabaseFault {
    private static final Logger log = LoggerFactory.getLogger(RetryOnDatabaseFault.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private RetryOnDatabaseFault() {}

    /// Runs `write` until it succeeds. It must change nothing when run twice, because a commit that reported a
    /// failure may have succeeded.
    ///
    /// @throws RuntimeException what `write` throws where that is no [DatabaseFault], or when this thread is
    /// interrupted
    static void run(Runnable write) {
        while (!succeeds(write)) pause();
    }

    private static boolean succeeds(Runnable write) {
        try {
            write.run();
            return true;
        } catch (RuntimeException e) {
            var fault = DatabaseFault.of(e).orElseThrow(() -> e);
            if (Thread.currentThread().isInterrupted()) throw e;
            log.warn("{}; results are kept in memory and written later", fault.message());
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            // The next attempt is the last.
            Thread.currentThread().interrupt();
        }
    }
}
