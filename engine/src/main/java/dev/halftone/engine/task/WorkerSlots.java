package dev.halftone.engine.task;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// How many tasks of which priority may be claimed now.
///
/// Owns the threads of the tasks, and gives the scheduler's query for due tasks a limit and a condition. Without them
/// the scheduler would claim as many tasks as it has threads at each poll, however many it has claimed before.
final class WorkerSlots {
    /// Each task is claimed and started in a transaction of its own. A hundred at once would hold SQLite's
    /// single writer for seconds, and uploads with it. There are at least four polls a second.
    private static final int MAX_PER_POLL = 16;

    /// With other nodes, which should get some of a request's chunks, too.
    private static final int MAX_PER_POLL_OF_MANY = 4;

    /// Slots for tasks that end requests. They are short, and no chunk may take them.
    private static final int FINISH_SLOTS = 4;

    private final List<Tier> tiers;
    private final Threads threads;
    private volatile int maxPerPoll = MAX_PER_POLL;
    private volatile boolean isPaused;
    private volatile long polledAt = System.nanoTime();

    private WorkerSlots(List<Tier> tiers) {
        this.tiers = tiers;
        this.threads = new Threads(tiers.getLast().end());
    }

    /// Slots for all tasks but deliveries. The more of them are taken, the higher the priority that a task
    /// needs. Otherwise a request whose images hang would fill all slots, or an owner with many such
    /// requests, and others would wait for it.
    ///
    /// 1. The ordinary slots are for every task.
    /// 2. Half of the reserved ones are for an owner's first chunks ([TaskNames#LOWEST_RESERVED_PRIORITY]).
    /// 3. The other half are for the first chunk of an owner who has no other open request.
    /// 4. Four more are for tasks that end requests.
    static WorkerSlots forRequests(WorkerSettings settings) {
        var ordinary = settings.maxChunks();
        var reserved = ordinary + settings.reservedChunks();
        return new WorkerSlots(List.of(
                Tier.upTo(ordinary, 0),
                Tier.upTo(reserved - (settings.reservedChunks() + 1) / 2, TaskNames.LOWEST_RESERVED_PRIORITY),
                Tier.upTo(reserved, TaskNames.FIRST_CHUNK_PRIORITY),
                Tier.upTo(reserved + FINISH_SLOTS, TaskNames.HIGHEST_PRIORITY)));
    }

    /// Slots for webhook deliveries, which are nobody else's. There are more than may be sent at once, so
    /// that those that may not be sent yet can be told so while the others hang.
    static WorkerSlots forDeliveries(int maxSending) {
        return new WorkerSlots(
                List.of(new Tier(maxSending + MAX_PER_POLL, TaskNames.DELIVERY_PRIORITY, TaskNames.DELIVERY_PRIORITY)));
    }

    /// Slots for tasks of certain priorities.
    ///
    /// @param end the number of slots in this tier and those before it
    private record Tier(int end, int lowestPriority, int highestPriority) {
        static Tier upTo(int end, int lowestPriority) {
            return new Tier(end, lowestPriority, TaskNames.HIGHEST_PRIORITY);
        }

        Claim claim(int claimed, int most) {
            return new Claim(
                    Math.min(end - claimed, most),
                    " and priority between " + lowestPriority + " and " + highestPriority + " ");
        }
    }

    /// What may be claimed at a poll.
    ///
    /// @param limit how many tasks
    /// @param condition SQL that is appended to the conditions of the query
    record Claim(int limit, String condition) {
        private static final Claim NOTHING = new Claim(0, "");
    }

    /// @param nodes how many nodes claim tasks, this one included
    void shareAmong(int nodes) {
        maxPerPoll = nodes > 1 ? MAX_PER_POLL_OF_MANY : MAX_PER_POLL;
    }

    /// Claims nothing while this node cannot work, though another may.
    void pause(boolean pause) {
        isPaused = pause;
    }

    int total() {
        return threads.getMaximumPoolSize();
    }

    ExecutorService threads() {
        return threads;
    }

    /// Whether there was a poll lately. A poll that waits for a silent database is followed by no other.
    boolean hasPolledWithin(Duration time) {
        return System.nanoTime() - polledAt < time.toNanos();
    }

    /// What may be claimed now. Called at each poll, even if no slot is free.
    Claim nextClaim() {
        polledAt = System.nanoTime();
        if (isPaused) return Claim.NOTHING;
        var claimed = threads.claimed.get();
        return tiers.stream()
                .filter(tier -> claimed < tier.end())
                .findFirst()
                .map(tier -> tier.claim(claimed, maxPerPoll))
                .orElse(Claim.NOTHING);
    }

    /// Counts the tasks that were submitted and have not finished, started or not.
    private static final class Threads extends ThreadPoolExecutor {
        private final AtomicInteger claimed = new AtomicInteger();

        Threads(int count) {
            super(
                    count,
                    count,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofVirtual().name("task ", 1).factory());
        }

        @Override
        public void execute(Runnable task) {
            claimed.incrementAndGet();
            super.execute(task);
        }

        @Override
        protected void afterExecute(Runnable task, Throwable failure) {
            claimed.decrementAndGet();
        }
    }
}
