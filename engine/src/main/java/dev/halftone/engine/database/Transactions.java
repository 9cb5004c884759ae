package dev.halftone.engine.database;

import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.PrioritySemaphore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /// Runs `work` in a transaction.
    ///
    /// @throws CommitOutcomeUnknownException if the connection was lost during the commit
    public void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    /// Runs `work` in a transaction and returns its result.
    ///
    /// @throws CommitOutcomeUnknownException if the connection was lost during the commit
    public <T> T call(Supplier<T> work) {
        var isWorkDone = new AtomicBoolean();
        try {
            var result = Objects.requireNonNull(template.execute(transaction -> {
                var value = work.get();
                isWorkDone.set(true);
                return value;
            }));
            committedAt = System.nanoTime();
            return result;
        } catch (RuntimeException e) {
            var failure = firstFailure(e);
            if (isWorkDone.get() && DatabaseFault.of(failure).equals(Optional.of(DatabaseFault.NO_RESPONSE)))
                throw new CommitOutcomeUnknownException(failure);
            throw failure;
        }
    }

    /// The connection was lost during a commit. It may have succeeded, or may succeed later: PostgreSQL waits for its
    /// standby as long as it takes.
    public static final class CommitOutcomeUnknownException extends RuntimeException {
        private static final long serialVersionUID = 1;

        CommitOutcomeUnknownException(RuntimeException cause) {
            super("the connection was lost during a commit", cause);
        }
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

    /// When the disk fails, SQLite rolls back automatically and then rejects our rollback, as a lost connection
    /// does. The first failure says more.
    private static RuntimeException firstFailure(RuntimeException e) {
        return e instanceof TransactionSystemException failure
                        && failure.getApplicationException() instanceof RuntimeException first
                ? first
                : e;
    }

    /// Whether a transaction was committed within that time.
    public boolean committedWithin(Duration time) {
        return System.nanoTime() - committedAt < time.toNanos();
    }
}
