package dev.halftone.engine.database;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs statements in one transaction, including those of the scheduler.
///
/// Do nothing slow inside a transaction: on SQLite every other writer waits.
public final class Transactions {
    private final TransactionTemplate template;
    private volatile long committedAt = System.nanoTime();

    public Transactions(TransactionTemplate template) {
        this.template = template;
    }

    public void run(Runnable work) {
        recordingCommit(() -> {
            template.executeWithoutResult(transaction -> work.run());
            return true;
        });
    }

    public <T> T call(Supplier<T> work) {
        return recordingCommit(() -> Objects.requireNonNull(template.execute(transaction -> work.get())));
    }

    private <T> T recordingCommit(Supplier<T> transaction) {
        try {
            var result = transaction.get();
            committedAt = System.nanoTime();
            return result;
        } catch (TransactionSystemException e) {
            throw firstFailure(e);
        }
    }

    /// When the disk fails, SQLite rolls back automatically and then rejects our rollback. The first failure
    /// says more.
    private static RuntimeException firstFailure(TransactionSystemException e) {
        return e.getApplicationException() instanceof RuntimeException first ? first : e;
    }

    /// Whether a transaction was committed within that time.
    public boolean committedWithin(Duration time) {
        return System.nanoTime() - committedAt < time.toNanos();
    }
}
