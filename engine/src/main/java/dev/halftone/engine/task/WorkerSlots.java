package dev.halftone.engine.task;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// How many tasks may be claimed now. Some slots are reserved for the first chunks of a request and for tasks that
/// are no chunks: otherwise a request whose images hang would fill all slots, and a small request would wait for it.
///
/// Owns the threads of the tasks, and gives the scheduler's query for due tasks a limit and a condition. Without them
/// the scheduler would claim as many tasks as it has threads at each poll, however many it has claimed before.
final class WorkerSlots {
    /// Each task is claimed and started in a transaction of its own. A hundred at once would hold SQLite's
    /// single writer for seconds, and uploads with it. There are at least four polls a second.
    private static final int MAX_PER_POLL = 16;

    /// Polls come every quarter of a second; on an overloaded machine, one in this time is enough.
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(30);

    private final int ordinary;
    private final Threads threads;
    private volatile long polledAt = System.nanoTime();

    WorkerSlots(WorkerSettings settings) {
        this.ordinary = settings.maxChunks();
        this.threads = new Threads(settings.maxChunks() + settings.reservedChunks());
    }

    int total() {
        return threads.getMaximumPoolSize();
    }

    ExecutorService threads() {
        return threads;
    }

    /// Whether tasks are being claimed: there was a poll lately, or no slot is free to poll for.
    boolean isPolling() {
        return System.nanoTime() - polledAt < POLL_TIMEOUT.toNanos() || threads.claimed.get() >= total();
    }

    /// How many tasks may be claimed now. Called at each poll.
    int limit() {
        polledAt = System.nanoTime();
        var claimed = threads.claimed.get();
        var free = claimed < ordinary ? ordinary - claimed : total() - claimed;
        return Math.clamp(free, 0, MAX_PER_POLL);
    }

    /// SQL that is appended to the conditions of the query.
    String condition() {
        return threads.claimed.get() < ordinary ? "" : " and priority >= " + TaskNames.LOWEST_RESERVED_PRIORITY + " ";
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
