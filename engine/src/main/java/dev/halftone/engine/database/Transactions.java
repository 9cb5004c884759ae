package dev.halftone.engine.database;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/// Groups statements, the scheduler's among them, so that all of them are kept or none.
///
/// Inside nothing slow may happen: on SQLite every other writer waits.
public final class Transactions {
    private final TransactionTemplate template;
    private volatile long committedAt = System.nanoTime();

    public Transactions(TransactionTemplate template) {
        this.template = template;
    }

    public void run(Runnable work) {
        committing(() -> {
            template.executeWithoutResult(transaction -> work.run());
            return true;
        });
    }

    public <T> T call(Supplier<T> work) {
        return committing(() -> Objects.requireNonNull(template.execute(transaction -> work.get())));
    }

    private <T> T committing(Supplier<T> transaction) {
        try {
            var result = transaction.get();
            committedAt = System.nanoTime();
            return result;
        } catch (TransactionSystemException e) {
            throw whatBroke(e);
        }
    }

    /// SQLite takes a transaction back by itself when the disk fails, and then refuses to have it taken back
    /// again. What has failed first tells more.
    private static RuntimeException whatBroke(TransactionSystemException e) {
        return e.getApplicationException() instanceof RuntimeException first ? first : e;
    }

    /// Whether one was kept within that time.
    public boolean committedWithin(Duration time) {
        return System.nanoTime() - committedAt < time.toNanos();
    }
}
