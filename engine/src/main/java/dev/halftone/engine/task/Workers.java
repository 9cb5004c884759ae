package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.halftone.engine.database.Dialect;
import dev.halftone.engine.fetch.HostExchange;
import dev.halftone.engine.ledger.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
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

    /// The scheduler takes the due time of an unknown task for the time since which it is unknown, and
    /// immediate tasks are due a year ago. So it would delete the tasks of a newer version on sight.
    private static final Duration NEVER = Duration.ofDays(36_500);

    /// Polls come every quarter of a second; on an overloaded machine, one in this time is enough.
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration LIVENESS_TIMEOUT = Duration.ofSeconds(60);

    /// Far longer than giving everything back takes.
    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(5);

    private final List<Pool> pools;
    private final Optional<OtherNodes> otherNodes;

    private Workers(List<Pool> pools, Optional<OtherNodes> otherNodes) {
        this.pools = pools;
        this.otherNodes = otherNodes;
    }

    /// Starts the workers. Deliveries have a pool of their own: receivers that hang must not keep images
    /// waiting.
    public static Workers start(
            Node node,
            TaskContext context,
            HostExchange hosts,
            WorkerSettings settings,
            TaskScheduler.WakeupSignal signal) {
        node.releaseClaims();
        var tasks = TaskDefinitions.of(context, settings);
        var forRequests = WorkerSlots.forRequests(settings);
        var requests =
                Pool.of(scheduler(node, tasks.oneTime(), settings).startTasks(tasks.cleanUp()), forRequests, context);
        var forDeliveries =
                WorkerSlots.forDeliveries(context.webhooks().limits().limits().total());
        var deliveries = Pool.of(scheduler(node, tasks.all(), settings), forDeliveries, context);
        signal.onSignal(requests.scheduler()::triggerCheckForDueExecutions);
        signal.onDelivery(deliveries.scheduler()::triggerCheckForDueExecutions);
        var workers = new Workers(List.of(requests, deliveries), otherNodes(node, context, hosts, forRequests));
        workers.pools.forEach(pool -> pool.scheduler().start());
        return workers;
    }

    private static Optional<OtherNodes> otherNodes(
            Node node, TaskContext context, HostExchange hosts, WorkerSlots slots) {
        return switch (context.ledger().dialect()) {
            case SQLITE -> Optional.empty();
            case POSTGRESQL -> Optional.of(OtherNodes.start(node, context, hosts, slots));
        };
    }

    /// A scheduler and its slots.
    private record Pool(Scheduler scheduler, WorkerSlots slots) {
        static Pool of(SchedulerBuilder builder, WorkerSlots slots, TaskContext context) {
            var scheduler = builder.clock(context.clock()::instant)
                    .jdbcCustomization(SchedulerTables.of(context.ledger().dialect(), slots))
                    .executorService(slots.threads())
                    .threads(slots.total())
                    .build();
            return new Pool(scheduler, slots);
        }

        /// The scheduler waits for interrupted tasks no longer than it waited for them to end. The ledger is
        /// closed next, so wait until they are written back.
        void stop() {
            scheduler.stop();
            try {
                if (!slots.threads().awaitTermination(RELEASE_TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                    log.warn("some running work could not be given back; it counts as an attempt");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Each scheduler knows every task, also those that it does not claim: it would delete the others as
    /// unknown.
    private static SchedulerBuilder scheduler(Node node, List<Task<?>> known, WorkerSettings settings) {
        var ledger = node.ledger();
        var builder = new SchedulerBuilder(ledger.schedulerDataSource(), known)
                .schedulerName(new SchedulerName.Fixed(node.name()))
                .pollingInterval(settings.pollingInterval())
                .heartbeatInterval(heartbeat(ledger.dialect(), settings.heartbeat()))
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .deleteUnresolvedAfter(NEVER)
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

    /// A claimed task that waits in a queue gets no heartbeat, so [WorkerSlots] claims no more than can start
    /// at once. On PostgreSQL the scheduler's own limit is twice as high: at its limit it would not poll, and
    /// nobody could tell whether it still can.
    private static SchedulerBuilder polling(SchedulerBuilder builder, Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> builder.pollUsingFetch(0.5, 1.0);
            case POSTGRESQL -> builder.pollUsingLockAndFetch(0.5, 2.0);
        };
    }

    /// Claims no more tasks; running ones continue.
    public void stopClaiming() {
        pools.forEach(pool -> pool.scheduler().pause());
    }

    /// What is wrong with this node, for the operator; empty when tasks are claimed as they become due.
    public Optional<String> problem() {
        return pools.stream().allMatch(pool -> pool.slots().hasPolledWithin(POLL_TIMEOUT))
                ? Optional.empty()
                : Optional.of("this node has not polled for tasks lately");
    }

    /// Why this process should be restarted: its connections or threads are stuck, since restarting the database
    /// or the network would have helped by now.
    public Optional<String> livenessProblem() {
        return pools.stream().allMatch(pool -> pool.slots().hasPolledWithin(LIVENESS_TIMEOUT))
                ? Optional.empty()
                : Optional.of("this node has not polled for tasks for " + LIVENESS_TIMEOUT.toSeconds() + " s");
    }

    /// Claims no more tasks, waits for running ones, and gives back those that do not end in time.
    @Override
    public void close() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            pools.forEach(pool -> threads.execute(pool::stop));
        }
        otherNodes.ifPresent(OtherNodes::close);
    }

    /// This process among those that share the tasks.
    ///
    /// @param name stays the same across restarts, and belongs to no other node
    public record Node(Ledger ledger, String name) {

        /// Frees what this node had claimed before it was restarted. On SQLite there is no other node, so every
        /// claim is freed, under whatever name.
        void releaseClaims() {
            switch (ledger.dialect()) {
                case SQLITE -> ledger.taskClaims().release();
                case POSTGRESQL -> ledger.taskClaims().release(name);
            }
        }
    }
}
