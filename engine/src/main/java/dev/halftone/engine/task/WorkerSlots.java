package dev.halftone.engine.task;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What may be taken from the agenda now. Some openings are kept for what begins a request or ends it: a request whose
/// images hang would fill all others, and a small one would wait for it.
///
/// It has the threads of the tasks, and gives the scheduler's query for due tasks its limit and its condition. Left to
/// itself, the scheduler takes as many as it has threads at each look, however many it has taken before.
final class WorkerSlots {
    /// Each is taken, and begun, in a transaction of its own: a hundred together would hold up SQLite's one
    /// writer for seconds, and whoever uploads something meanwhile. There are four looks in a second at least.
    private static final int MOST_AT_ONE_LOOK = 16;

    /// A look every quarter of a second is usual; on a machine that is far behind, one in so many is enough.
    private static final Duration LATELY = Duration.ofSeconds(30);

    private final int ordinary;
    private volatile long lookedAt = System.nanoTime();
    private final Threads threads;

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

    /// Whether work is taken: the agenda was looked at lately, or there is no opening to look for.
    boolean isPolling() {
        return System.nanoTime() - lookedAt < LATELY.toNanos() || threads.taken.get() >= total();
    }

    /// How many may be taken now. Asked at each look at the agenda.
    int limit() {
        lookedAt = System.nanoTime();
        var taken = threads.taken.get();
        var free = taken < ordinary ? ordinary - taken : total() - taken;
        return Math.clamp(free, 0, MOST_AT_ONE_LOOK);
    }

    /// Goes behind the conditions of the query.
    String condition() {
        return threads.taken.get() < ordinary ? "" : " and priority >= " + TaskNames.LOWEST_RESERVED_PRIORITY + " ";
    }

    /// Count what they were given and have not finished, begun or not.
    private static final class Threads extends ThreadPoolExecutor {
        private final AtomicInteger taken = new AtomicInteger();

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
            taken.incrementAndGet();
            super.execute(task);
        }

        @Override
        protected void afterExecute(Runnable task, Throwable failure) {
            taken.decrementAndGet();
        }
    }
}
