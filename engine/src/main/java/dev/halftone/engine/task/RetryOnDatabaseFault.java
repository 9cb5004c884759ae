package dev.halftone.engine.task;

import dev.halftone.engine.database.DatabaseFault;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what has been done, however long the database is away: results would have to be made again, and
/// a task whose end is not written down stays claimed until it is taken for dead, minutes later.
final class RetryOnDatabaseFault {
    private static final Logger log = LoggerFactory.getLogger(RetryOnDatabaseFault.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private RetryOnDatabaseFault() {}

    /// Runs `writing` until the database takes it. Written twice it changes nothing, for a commit that failed
    /// may have been one.
    ///
    /// @throws RuntimeException what `writing` throws where it is no [DatabaseFault], or when we are
    /// interrupted
    static void run(Runnable writing) {
        while (!isWritten(writing)) pause();
    }

    private static boolean isWritten(Runnable writing) {
        try {
            writing.run();
            return true;
        } catch (RuntimeException e) {
            var fault = DatabaseFault.of(e).orElseThrow(() -> e);
            if (Thread.currentThread().isInterrupted()) throw e;
            log.warn("{}; what was done is kept in memory until it can be written down", fault.message());
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
