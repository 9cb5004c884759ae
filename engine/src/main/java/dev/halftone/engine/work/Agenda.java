package dev.halftone.engine.work;

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
public final class Agenda {
    private static final Duration LONG_PAST = Duration.ofDays(366);

    private final SchedulerClient tasks;
    private final InstantSource clock;
    private final Doorbell bell;

    public Agenda(SchedulerClient tasks, InstantSource clock, Doorbell bell) {
        this.tasks = tasks;
        this.clock = clock;
        this.bell = bell;
    }

    /// Copy the request's CSV into the ledger.
    public void expand(long request) {
        put(Errand.expand(request));
    }

    /// Do these images, in chunks.
    public void process(Request request, List<Long> images) {
        var chunks = new ArrayList<TaskInstance<?>>();
        for (var from = 0; from < images.size(); from += Chunk.SIZE) {
            var last = Math.min(from + Chunk.SIZE, images.size()) - 1;
            var chunk = new Chunk(request.number(), images.get(from), images.get(last));
            chunks.add(Errand.process(chunk, request.round()));
        }
        if (chunks.isEmpty()) return;
        tasks.scheduleBatch(chunks, atOnce());
        ringAfterCommit();
    }

    /// Close the request.
    public void finish(Request request) {
        put(Errand.finish(request));
    }

    /// End the images of a cancelled request that have not begun.
    public void cancel(Request request) {
        put(Errand.cancel(request));
    }

    /// Go on trying the failed images of a request again.
    void revive(Request request) {
        put(Errand.revive(request));
    }

    /// Send a webhook message, now even if it was waiting for a later attempt. One that is being sent at this
    /// moment is sent again afterwards: who sends it sees that it was asked for again.
    public void deliver(long delivery) {
        try {
            tasks.schedule(Errand.deliver(delivery), atOnce(), ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
        } catch (TaskInstanceCurrentlyExecutingException e) {
            return;
        }
        ringAfterCommit();
    }

    /// Erase what a deleted request has left.
    public void erase(long request) {
        put(Errand.erase(request));
    }

    private void put(TaskInstance<Void> task) {
        tasks.scheduleIfNotExists(task, atOnce());
        ringAfterCommit();
    }

    /// Long past, so that nothing waits where the clock is set back; and in the order in which it was put down.
    private Instant atOnce() {
        return clock.instant().minus(LONG_PAST);
    }

    /// A look before the commit would find nothing.
    private void ringAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            bell.ring();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                bell.ring();
            }
        });
    }
}
