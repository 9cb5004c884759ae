package dev.halftone.engine.work;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.halftone.engine.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The durable tasks, as the scheduler wants them.
///
/// One that fails, because the database is locked or the disk is full, is tried again every few seconds until the cause
/// is gone. One that is broken off by our shutdown is due at once.
///
/// @param asNeeded those that the agenda names
/// @param sweep comes back by itself
record TaskList(List<Task<?>> asNeeded, RecurringTask<Void> sweep) {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    /// All of them, at work with `tools`.
    static TaskList of(Tools tools, WorkSettings settings) {
        var expand = new ExpandRequest(tools);
        var recorder = new Recorder(tools.ledger(), tools.agenda(), tools.retries(), tools.clock());
        var process = new ProcessChunk(tools, recorder);
        var cancel = new CancelRequest(tools.ledger(), tools.agenda());
        var revive = new ReviveRequest(new Revival(tools.ledger(), tools.agenda()));
        var finish = new FinishRequest(tools.ledger(), tools.agenda(), tools.announcement(), tools.clock());
        var deliver = new DeliverWebhook(tools);
        var erase = new EraseRequest(tools);
        var sweep = new Sweep(tools, settings.retention());
        var asNeeded = List.<Task<?>>of(
                task(Errand.EXPAND, once(expand::run)),
                task(Errand.PROCESS, repeatedly(process::run)),
                task(Errand.CANCEL, once(cancel::run)),
                task(Errand.REVIVE, once(revive::run)),
                task(Errand.FINISH, once(finish::run)),
                task(Errand.DELIVER, task -> together(tools.ledger(), deliver.run(task))),
                task(Errand.ERASE, repeatedly(erase::run)));
        var often = FixedDelay.of(settings.sweepEvery());
        return new TaskList(asNeeded, Tasks.recurring(Errand.SWEEP, often).execute((task, context) -> sweep.run()));
    }

    /// What is done, and what becomes of the task then.
    private interface Work {
        CompletionHandler<Void> run(TaskInstance<Void> task) throws Exception;
    }

    private interface WorkOnce {
        void run(TaskInstance<Void> task) throws Exception;
    }

    /// Says when it is to be done again, if it is.
    private interface WorkRepeatedly {
        Optional<Instant> run(TaskInstance<Void> task) throws Exception;
    }

    private static Work once(WorkOnce work) {
        return task -> {
            work.run(task);
            return new OnCompleteRemove<>();
        };
    }

    private static Work repeatedly(WorkRepeatedly work) {
        return task -> next(work.run(task));
    }

    /// What is still to be written down, and what becomes of the task, in one transaction.
    private static CompletionHandler<Void> together(Ledger ledger, Supplier<Optional<Instant>> writing) {
        return (complete, operations) ->
                ledger.transactions().run(() -> next(writing.get()).complete(complete, operations));
    }

    private static Task<Void> task(TaskDescriptor<Void> name, Work work) {
        return Tasks.custom(name)
                .onFailure(insistentAfterFailure(new OnFailureRetryLater<>(AFTER_FAILURE)))
                .execute((task, context) -> insistent(completion(work, task)));
    }

    private static CompletionHandler<Void> insistent(CompletionHandler<Void> completion) {
        return (complete, operations) -> Insistence.on(() -> completion.complete(complete, operations));
    }

    private static FailureHandler<Void> insistentAfterFailure(FailureHandler<Void> failure) {
        return (complete, operations) -> Insistence.on(() -> failure.onFailure(complete, operations));
    }

    private static CompletionHandler<Void> completion(Work work, TaskInstance<Void> task) {
        try {
            return work.run(task);
        } catch (InterruptedException e) {
            return again(Instant.EPOCH);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(task + " failed", e);
        }
    }

    private static CompletionHandler<Void> next(Optional<Instant> due) {
        return due.map(TaskList::again).orElseGet(OnCompleteRemove::new);
    }

    private static CompletionHandler<Void> again(Instant due) {
        return (complete, operations) -> operations.reschedule(complete, due);
    }
}
