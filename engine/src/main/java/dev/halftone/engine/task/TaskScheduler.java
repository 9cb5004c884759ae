package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What is to be done next. Called inside a transaction, an entry is kept exactly when the transaction is.
public final class TaskScheduler {
    private static final Duration IMMEDIATE_OFFSET = Duration.ofDays(366);

    private final SchedulerClient tasks;
    private final InstantSource clock;
    private final WakeupSignal signal;

    public TaskScheduler(SchedulerClient tasks, InstantSource clock, WakeupSignal bell) {
        this.tasks = tasks;
        this.clock = clock;
        this.signal = bell;
    }

    /// Copy the request's CSV into the ledger.
    public void expand(long request) {
        schedule(TaskNames.expand(request));
    }

    /// Do these images, in chunks.
    public void process(Request request, List<Long> images) {
        var chunks = new ArrayList<TaskInstance<?>>();
        for (var from = 0; from < images.size(); from += Chunk.SIZE) {
            var last = Math.min(from + Chunk.SIZE, images.size()) - 1;
            var chunk = new Chunk(request.number(), images.get(from), images.get(last));
            chunks.add(TaskNames.process(chunk, request.round()));
        }
        if (chunks.isEmpty()) return;
        tasks.scheduleBatch(chunks, immediately());
        signalAfterCommit();
    }

    /// Close the request.
    public void finish(Request request) {
        schedule(TaskNames.finish(request));
    }

    /// End the images of a cancelled request that have not begun.
    public void cancel(Request request) {
        schedule(TaskNames.cancel(request));
    }

    /// Go on trying the failed images of a request again.
    void retryFailed(Request request) {
        schedule(TaskNames.retryFailed(request));
    }

    /// Send a webhook message, now even if it was waiting for a later attempt. One that is being sent at this
    /// moment is sent again afterwards: who sends it sees that it was asked for again.
    public void deliver(long delivery) {
        try {
            tasks.schedule(TaskNames.deliver(delivery), immediately(), ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
        } catch (TaskInstanceCurrentlyExecutingException e) {
            return;
        }
        signalAfterCommit();
    }

    /// Erase what a deleted request has left.
    public void purge(long request) {
        schedule(TaskNames.purge(request));
    }

    private void schedule(TaskInstance<Void> task) {
        tasks.scheduleIfNotExists(task, immediately());
        signalAfterCommit();
    }

    /// Long past, so that nothing waits where the clock is set back; and in the order in which it was put down.
    private Instant immediately() {
        return clock.instant().minus(IMMEDIATE_OFFSET);
    }

    /// A look before the commit would find nothing.
    private void signalAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            signal.signal();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.signal();
            }
        });
    }
}
