package dev.halftone.engine.task;

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
/// @param oneTime those that the agenda names
/// @param sweep comes back by itself
record TaskDefinitions(List<Task<?>> oneTime, RecurringTask<Void> sweep) {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    /// All of them, at work with `tools`.
    static TaskDefinitions of(TaskContext taskContext, WorkerSettings settings) {
        var expand = new ExpandRequest(taskContext);
        var resultRecorder = new ResultRecorder(
                taskContext.ledger(), taskContext.taskScheduler(), taskContext.retries(), taskContext.clock());
        var process = new ProcessChunk(taskContext, resultRecorder);
        var cancel = new CancelRequest(taskContext.ledger(), taskContext.taskScheduler());
        var revive =
                new RetryFailedImages.Task(new RetryFailedImages(taskContext.ledger(), taskContext.taskScheduler()));
        var finish = new FinishRequest(
                taskContext.ledger(), taskContext.taskScheduler(), taskContext.composer(), taskContext.clock());
        var deliver = new DeliverWebhook(taskContext);
        var erase = new PurgeRequest(taskContext);
        var cleanUp = new CleanUp(taskContext, settings.retention());
        var asNeeded = List.<Task<?>>of(
                task(TaskNames.EXPAND, once(expand::run)),
                task(TaskNames.PROCESS, repeatedly(process::run)),
                task(TaskNames.CANCEL, once(cancel::run)),
                task(TaskNames.RETRY_FAILED, once(revive::run)),
                task(TaskNames.FINISH, once(finish::run)),
                task(TaskNames.DELIVER, task -> together(taskContext.ledger(), deliver.run(task))),
                task(TaskNames.PURGE, repeatedly(erase::run)));
        var often = FixedDelay.of(settings.cleanUpInterval());
        return new TaskDefinitions(
                asNeeded, Tasks.recurring(TaskNames.CLEAN_UP, often).execute((task, context) -> cleanUp.run()));
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
        return (complete, operations) -> RetryOnDatabaseFault.run(() -> completion.complete(complete, operations));
    }

    private static FailureHandler<Void> insistentAfterFailure(FailureHandler<Void> failure) {
        return (complete, operations) -> RetryOnDatabaseFault.run(() -> failure.onFailure(complete, operations));
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
        return due.map(TaskDefinitions::again).orElseGet(OnCompleteRemove::new);
    }

    private static CompletionHandler<Void> again(Instant due) {
        return (complete, operations) -> operations.reschedule(complete, due);
    }
}
