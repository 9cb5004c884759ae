package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import dev.halftone.engine.database.Dialect;
import dev.halftone.engine.ledger.Ledger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's workers: they claim due tasks, those of highest priority first, and run them.
///
/// Heartbeats and claims have threads of their own, and no task holds a database connection while it fetches or
/// encodes.
public final class Workers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    private static final int MISSED_HEARTBEATS = 4;
    private static final int SQLITE_HEARTBEAT_FACTOR = 6;

    /// Far longer than giving everything back takes.
    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(5);

    private final Scheduler scheduler;
    private final WorkerSlots slots;

    private Workers(Scheduler scheduler, WorkerSlots slots) {
        this.scheduler = scheduler;
        this.slots = slots;
    }

    /// Starts the workers.
    public static Workers start(
            Node node, TaskContext context, WorkerSettings settings, TaskScheduler.WakeupSignal signal) {
        node.releaseClaims();
        var slots = new WorkerSlots(settings);
        var scheduler = scheduler(node, TaskDefinitions.of(context, settings), settings)
                .clock(context.clock()::instant)
                .jdbcCustomization(SchedulerTables.of(node.ledger().dialect(), slots))
                .executorService(slots.threads())
                .threads(slots.total())
                .build();
        signal.onSignal(scheduler::triggerCheckForDueExecutions);
        scheduler.start();
        return new Workers(scheduler, slots);
    }

    private static SchedulerBuilder scheduler(Node node, TaskDefinitions tasks, WorkerSettings settings) {
        var ledger = node.ledger();
        var builder = new SchedulerBuilder(ledger.schedulerDataSource(), tasks.oneTime())
                .startTasks(tasks.cleanUp())
                .schedulerName(new SchedulerName.Fixed(node.name()))
                .pollingInterval(settings.pollingInterval())
                .heartbeatInterval(heartbeat(ledger.dialect(), settings.heartbeat()))
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(settings.shutdown())
                .enablePriority();
        return polling(builder, ledger.dialect());
    }

    /// Each heartbeat is a write, which SQLite forces to disk. On SQLite no other node waits to take over: what
    /// a dead process has left is found when the next one starts.
    private static Duration heartbeat(Dialect dialect, Duration heartbeat) {
        return switch (dialect) {
            case SQLITE -> heartbeat.multipliedBy(SQLITE_HEARTBEAT_FACTOR);
            case POSTGRESQL -> heartbeat;
        };
    }

    /// A claimed task that waits in a queue gets no heartbeat, so no more are claimed than can start at once.
    private static SchedulerBuilder polling(SchedulerBuilder builder, Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> builder.pollUsingFetch(0.5, 1.0);
            case POSTGRESQL -> builder.pollUsingLockAndFetch(0.5, 1.0);
        };
    }

    /// Claims no more tasks; running ones continue.
    public void stopClaiming() {
        scheduler.pause();
    }

    /// What is wrong with this node, for the operator; empty when tasks are claimed as they become due.
    public Optional<String> problem() {
        return slots.isPolling() ? Optional.empty() : Optional.of("this node has not polled for tasks lately");
    }

    /// Claims no more tasks, waits for running ones, and gives back those that do not end in time.
    @Override
    public void close() {
        scheduler.stop();
        awaitRelease();
    }

    /// The scheduler waits for interrupted tasks no longer than it waited for them to end. The ledger is closed
    /// next, so wait until they are written back.
    private void awaitRelease() {
        try {
            if (!slots.threads().awaitTermination(RELEASE_TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                log.warn("some running work could not be given back; it counts as an attempt");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// This process among those that share the tasks.
    ///
    /// @param name stays the same across restarts, and belongs to no other node
    public record Node(Ledger ledger, String name) {

        /// Frees what this node had claimed before it was restarted. On SQLite there is no other node, so every
        /// claim is freed, under whatever name.
        void releaseClaims() {
            switch (ledger.dialect()) {
                case SQLITE -> ledger.releaseClaims();
                case POSTGRESQL -> ledger.releaseClaims(name);
            }
        }
    }
}
