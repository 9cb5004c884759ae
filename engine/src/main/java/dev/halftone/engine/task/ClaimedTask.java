package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.database.Dialect;
import dev.halftone.engine.ledger.TaskClaims.Claim;
import java.time.Duration;
import java.util.Optional;

/// A task that this node has claimed. When its heartbeats fail for long enough, another node takes it over.
///
/// @param claim does not hold any more once that has happened
/// @param lease how long it is safe to go on; empty on SQLite, where no other node can take a task over
record ClaimedTask(TaskInstance<Void> instance, Claim claim, Optional<Lease> lease) {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /// The part of the time until others take over after which work stops.
    private static final double STOP_AT = 0.75;

    /// Whether it is safe to go on working on a task.
    @FunctionalInterface
    interface Lease {
        boolean isValid();
    }

    static ClaimedTask of(TaskInstance<Void> instance, CurrentlyExecuting executing, Dialect dialect) {
        Execution execution = executing.getExecution();
        var claim = new Claim(instance.getTaskName(), instance.getId(), execution.version);
        return new ClaimedTask(
                instance,
                claim,
                dialect == Dialect.SQLITE
                        ? Optional.empty()
                        : Optional.of(() -> executing.getHeartbeatState().getFractionDead() < STOP_AT));
    }

    /// Calls `stop` well before another node may take the task over.
    Watch watch(Runnable stop) {
        return lease.<Watch>map(valid -> watch(valid, stop)).orElse(() -> {});
    }

    private static Watch watch(Lease lease, Runnable stop) {
        var thread = Thread.ofVirtual().name("lease of ", 0).start(() -> {
            try {
                while (lease.isValid()) Thread.sleep(INTERVAL);
                stop.run();
            } catch (InterruptedException e) {
                // The task has ended.
            }
        });
        return thread::interrupt;
    }

    /// Ends when it is closed.
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
