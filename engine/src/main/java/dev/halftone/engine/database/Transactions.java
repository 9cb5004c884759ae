package dev.halftone.engine.database;

import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.PrioritySemaphore;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs statements in one transaction, including those of the scheduler.
///
/// Do nothing slow inside a transaction: on SQLite every other writer waits.
public final class Transactions {
    /// Two, so that the next batch is ready when one has been written.
    private static final int BATCHES_AT_ONCE = 2;

    private final TransactionTemplate template;
    private final PrioritySemaphore batches = new PrioritySemaphore(BATCHES_AT_ONCE);
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

    /// Runs one of the many batches of a large job. Only [#BATCHES_AT_ONCE] of them, of all jobs, wait for
    /// the database or write at a time. Otherwise a small transaction would wait behind a batch of each job.
    ///
    /// @param fairnessKey the job, and how much of it is done; the one that has been served least comes first
    public <T> T callInTurn(FairnessKey fairnessKey, Supplier<T> batch) throws InterruptedException {
        batches.acquire(fairnessKey);
        try {
            return call(batch);
        } finally {
            batches.release(fairnessKey);
        }
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
