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

/// This node's share of the work: takes due tasks from the agenda, those of highest priority first, and does them.
///
/// Heartbeats and claims have threads of their own, and no task holds a database connection while it fetches or codes.
public final class Workers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    private static final int MISSED_HEARTBEATS = 4;
    private static final int HEARTBEATS_SKIPPED_ALONE = 6;

    /// Far more than it takes to give everything back.
    private static final Duration TIME_TO_GIVE_BACK = Duration.ofSeconds(5);

    private final Scheduler scheduler;
    private final WorkerSlots workerSlots;

    private Workers(Scheduler scheduler, WorkerSlots workerSlots) {
        this.scheduler = scheduler;
        this.workerSlots = workerSlots;
    }

    /// Starts working.
    public static Workers start(Node node, TaskContext taskContext, WorkerSettings settings, WakeupSignal bell) {
        node.releaseClaims();
        var workerSlots = new WorkerSlots(settings);
        var scheduler = scheduler(node, TaskDefinitions.of(taskContext, settings), settings)
                .clock(taskContext.clock()::instant)
                .jdbcCustomization(SchedulerTables.of(node.ledger().dialect(), workerSlots))
                .executorService(workerSlots.threads())
                .threads(workerSlots.total())
                .build();
        bell.onSignal(scheduler::triggerCheckForDueExecutions);
        scheduler.start();
        return new Workers(scheduler, workerSlots);
    }

    private static SchedulerBuilder scheduler(Node node, TaskDefinitions tasks, WorkerSettings settings) {
        var ledger = node.ledger();
        var builder = new SchedulerBuilder(ledger.schedulerDataSource(), tasks.oneTime())
                .startTasks(tasks.sweep())
                .schedulerName(new SchedulerName.Fixed(node.name()))
                .pollingInterval(settings.pollingInterval())
                .heartbeatInterval(heartbeat(ledger.dialect(), settings.heartbeat()))
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(settings.shutdown())
                .enablePriority();
        return polling(builder, ledger.dialect());
    }

    /// Each heartbeat is a write, forced to disk on SQLite. There nobody else waits to take over: what a dead
    /// process has left is found when the next one starts.
    private static Duration heartbeat(Dialect dialect, Duration usual) {
        return switch (dialect) {
            case SQLITE -> usual.multipliedBy(HEARTBEATS_SKIPPED_ALONE);
            case POSTGRESQL -> usual;
        };
    }

    /// A claim that waits in line gets no heartbeat, so no more is claimed than can begin at once.
    private static SchedulerBuilder polling(SchedulerBuilder builder, Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> builder.pollUsingFetch(0.5, 1.0);
            case POSTGRESQL -> builder.pollUsingLockAndFetch(0.5, 1.0);
        };
    }

    /// Claims nothing more; what is under way goes on.
    public void stopClaiming() {
        scheduler.pause();
    }

    /// What keeps this node from working, in words for the operator; empty when work is taken as it comes.
    public Optional<String> problem() {
        return workerSlots.isPolling() ? Optional.empty() : Optional.of("nobody has looked for work lately");
    }

    /// Takes nothing new, waits for what is under way, and gives back what does not end in time.
    @Override
    public void close() {
        scheduler.stop();
        awaitAllGivenBack();
    }

    /// The scheduler waits for broken-off tasks no longer than it waited for them to end; but the ledger is
    /// closed next.
    private void awaitAllGivenBack() {
        try {
            if (!workerSlots.threads().awaitTermination(TIME_TO_GIVE_BACK.toSeconds(), TimeUnit.SECONDS))
                log.warn("some work under way could not be given back; it counts as an attempt");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// This process among those that work off one agenda.
    ///
    /// @param name the same after each start, and nobody else's
    public record Node(Ledger ledger, String name) {

        /// Frees what was claimed by a process that died: by the one that had this name before us, or by
        /// whomever where we have the database to ourselves. Whoever waits for missed heartbeats instead waits
        /// half a minute.
        void releaseClaims() {
            switch (ledger.dialect()) {
                case SQLITE -> ledger.releaseClaims();
                case POSTGRESQL -> ledger.releaseClaims(name);
            }
        }
    }
}
