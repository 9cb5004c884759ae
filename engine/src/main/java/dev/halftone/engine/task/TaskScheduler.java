package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Schedules the durable tasks. Called inside a transaction, a task is scheduled if and only if the transaction
/// commits.
public final class TaskScheduler {
    /// Immediate tasks get a due time one year in the past, so setting the clock back cannot delay them. They
    /// still run in the order in which they were scheduled.
    private static final Duration IMMEDIATE_OFFSET = Duration.ofDays(366);

    private static final int MAX_SPAN = 16 * Chunk.SIZE;

    private final SchedulerClient tasks;
    private final InstantSource clock;
    private final WakeupSignal signal;

    public TaskScheduler(SchedulerClient tasks, InstantSource clock, WakeupSignal signal) {
        this.tasks = tasks;
        this.clock = clock;
        this.signal = signal;
    }

    /// Copies the request's CSV into the ledger.
    ///
    /// @param othersOpen how many other open requests the owner has
    public void expand(long request, long othersOpen) {
        schedule(TaskNames.expand(request, othersOpen));
    }

    /// Processes these images, in chunks.
    public void process(Request request, List<Long> images, long othersOpen) {
        var chunks = chunks(request.number(), images).stream()
                .<TaskInstance<?>>map(chunk -> TaskNames.process(chunk, request.round(), othersOpen))
                .toList();
        if (chunks.isEmpty()) return;
        tasks.scheduleBatch(chunks, immediately());
        afterCommit(signal::signal);
    }

    /// Of consecutive images, as many as a chunk may have. Retried images may be far apart: their chunks are
    /// narrow, because a chunk reads all images between its first and last, and takes up those that are
    /// pending.
    static List<Chunk> chunks(long request, List<Long> images) {
        var chunks = new ArrayList<Chunk>();
        for (int from = 0, end; from < images.size(); from = end) {
            end = from + 1;
            while (end < images.size() && end - from < Chunk.SIZE && images.get(end) - images.get(from) < MAX_SPAN)
                end++;
            chunks.add(new Chunk(request, images.get(from), images.get(end - 1)));
        }
        return chunks;
    }

    /// Closes a request whose images have all ended.
    public void finish(Request request) {
        schedule(TaskNames.finish(request));
    }

    /// Fails the images of a cancelled request that have not started.
    public void cancel(Request request, long othersOpen) {
        schedule(TaskNames.cancel(request, othersOpen));
    }

    /// Continues to retry the failed images of a request.
    void retryFailed(Request request, long othersOpen) {
        schedule(TaskNames.retryFailed(request, othersOpen));
    }

    /// Sends a webhook message now, even if a later attempt is already scheduled. If the message is being sent
    /// at this moment, the sender sees that it was requested again and sends it once more.
    public void deliver(long delivery) {
        try {
            tasks.schedule(TaskNames.deliver(delivery), immediately(), ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
        } catch (TaskInstanceCurrentlyExecutingException e) {
            return;
        }
        afterCommit(signal::signalDelivery);
    }

    /// Runs a chunk's task now, because an image of it is due earlier than planned. If the task is running at this
    /// moment, it sees that when it ends. Called in a transaction that holds the lock of the request.
    public void wake(String chunk) {
        try {
            tasks.reschedule(TaskInstanceId.of(TaskNames.PROCESS.getTaskName(), chunk), immediately());
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException e) {
            return;
        }
        afterCommit(signal::signal);
    }

    /// Deletes the files and rows of a deleted request.
    public void purge(long request) {
        schedule(TaskNames.purge(request));
    }

    private void schedule(TaskInstance<Void> task) {
        tasks.scheduleIfNotExists(task, immediately());
        afterCommit(signal::signal);
    }

    private Instant immediately() {
        return clock.instant().minus(IMMEDIATE_OFFSET);
    }

    /// Before the commit, a poll would not see the task.
    private static void afterCommit(Runnable wakeup) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            wakeup.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wakeup.run();
            }
        });
    }

    /// Wakes this node's workers when a task was scheduled, so that they do not wait for their next poll.
    /// Without workers it has no effect.
    public static final class WakeupSignal {
        private volatile Runnable listener = () -> {};
        private volatile Runnable deliveryListener = () -> {};

        void onSignal(Runnable listener) {
            this.listener = listener;
        }

        void onDelivery(Runnable listener) {
            this.deliveryListener = listener;
        }

        void signal() {
            listener.run();
        }

        void signalDelivery() {
            deliveryListener.run();
        }
    }
}
