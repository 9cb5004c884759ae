package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler.ReviveDeadExecution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The durable tasks in the form that the scheduler expects.
///
/// A task that fails, because the database is locked or the disk is full, is retried every few seconds until the
/// cause is gone. A task that our shutdown interrupts is due again immediately.
///
/// @param oneTime tasks that [TaskScheduler] schedules
/// @param cleanUp runs periodically
record TaskDefinitions(List<Task<?>> oneTime, RecurringTask<Void> cleanUp) {
    private static final Logger log = LoggerFactory.getLogger(TaskDefinitions.class);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

    static TaskDefinitions of(TaskContext context, WorkerSettings settings) {
        var recorder = new ResultRecorder(context.ledger(), context.scheduler(), context.retries(), context.clock());
        var expand = new ExpandRequest(context);
        var process = new ProcessChunk(context, recorder, settings.tracing());
        var cancel = new CancelRequest(context);
        var retryFailed = new RetryFailedImages(context.ledger(), context.scheduler(), context.clock());
        var finish = new FinishRequest(context, settings.tracing());
        var deliver = new DeliverWebhook(context, settings.tracing());
        var purge = new PurgeRequest(context);
        var cleanUp = new CleanUp(context, settings.retention());
        var running = new RunningTasks();
        var oneTime = List.<Task<?>>of(
                task(running, TaskNames.EXPAND, once(expand::run)),
                task(
                        running,
                        TaskNames.PROCESS,
                        (task, executing) -> inOneTransaction(
                                context.ledger(),
                                process.run(ClaimedTask.of(
                                        task, executing, context.ledger().dialect())))),
                task(running, TaskNames.CANCEL, repeatedly(cancel::run)),
                task(running, TaskNames.RETRY_FAILED, once(retryFailed::run)),
                task(running, TaskNames.FINISH, once(finish::run)),
                task(running, TaskNames.DELIVER, (task, _) -> inOneTransaction(context.ledger(), deliver.run(task))),
                task(running, TaskNames.PURGE, repeatedly(purge::run)));
        return new TaskDefinitions(
                oneTime,
                Tasks.recurring(TaskNames.CLEAN_UP, FixedDelay.of(settings.cleanUpInterval()))
                        .execute((_, _) -> cleanUp.run()));
    }

    /// All tasks. [#cleanUp] is not scheduled by them.
    List<Task<?>> all() {
        return Stream.concat(oneTime.stream(), Stream.<Task<?>>of(cleanUp)).toList();
    }

    /// Does the work, and returns what happens to the task then.
    private interface Work {
        CompletionHandler<Void> run(TaskInstance<Void> task, CurrentlyExecuting executing) throws Exception;
    }

    private interface WorkOnce {
        void run(TaskInstance<Void> task) throws Exception;
    }

    /// Returns when the task is due again; empty when it is done.
    private interface WorkRepeatedly {
        Optional<Instant> run(TaskInstance<Void> task) throws Exception;
    }

    private static Work once(WorkOnce work) {
        return (task, _) -> {
            work.run(task);
            return new OnCompleteRemove<>();
        };
    }

    private static Work repeatedly(WorkRepeatedly work) {
        return (task, _) -> removeOrReschedule(work.run(task));
    }

    /// Runs the last step of the work in the transaction that removes or reschedules the task.
    private static CompletionHandler<Void> inOneTransaction(Ledger ledger, Supplier<Optional<Instant>> lastStep) {
        return (complete, operations) -> ledger.transactions()
                .run(() -> removeOrReschedule(lastStep.get()).complete(complete, operations));
    }

    private static Task<Void> task(RunningTasks running, TaskDescriptor<Void> name, Work work) {
        return Tasks.custom(name)
                .onFailure(failureUntilWritten(running, new OnFailureRetryLater<>(RETRY_INTERVAL)))
                .onDeadExecution(running.unlessRunning(new ReviveDeadExecution<>()))
                .execute((task, context) -> {
                    running.started(task);
                    return untilWritten(running, run(work, task, context.getCurrentlyExecuting()));
                });
    }

    private static CompletionHandler<Void> untilWritten(RunningTasks running, CompletionHandler<Void> completion) {
        return (complete, operations) -> {
            try {
                RetryOnDatabaseFault.run(() -> completion.complete(complete, operations));
            } catch (ExecutionException e) {
                logTakenOver(complete);
            } finally {
                running.ended(complete);
            }
        };
    }

    private static FailureHandler<Void> failureUntilWritten(RunningTasks running, FailureHandler<Void> failure) {
        return (complete, operations) -> {
            try {
                RetryOnDatabaseFault.run(() -> failure.onFailure(complete, operations));
            } catch (ExecutionException e) {
                logTakenOver(complete);
            } finally {
                running.ended(complete);
            }
        };
    }

    /// The scheduler found another version of the task.
    private static void logTakenOver(ExecutionComplete complete) {
        log.info(
                "{}: its end was recorded already, or another node has taken it over",
                complete.getExecution().taskInstance);
    }

    /// The tasks that this process runs, from their start until their end is written. While the database is
    /// locked or silent they can send no heartbeat, and afterwards they would count as dead and run twice.
    private static final class RunningTasks {
        private final Set<TaskInstance<?>> running = ConcurrentHashMap.newKeySet();

        void started(TaskInstance<?> task) {
            running.add(task);
        }

        void ended(ExecutionComplete complete) {
            running.remove(complete.getExecution().taskInstance);
        }

        /// Leaves dead tasks alone that live here: the next heartbeat shows it.
        <T> DeadExecutionHandler<T> unlessRunning(DeadExecutionHandler<T> handler) {
            return (complete, operations) -> {
                if (!running.contains(complete.getExecution().taskInstance))
                    handler.deadExecution(complete, operations);
            };
        }
    }

    private static CompletionHandler<Void> run(Work work, TaskInstance<Void> task, CurrentlyExecuting executing) {
        try {
            return work.run(task, executing);
        } catch (InterruptedException e) {
            return reschedule(Instant.EPOCH);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(task + " failed", e);
        }
    }

    private static CompletionHandler<Void> removeOrReschedule(Optional<Instant> due) {
        return due.map(TaskDefinitions::reschedule).orElseGet(OnCompleteRemove::new);
    }

    private static CompletionHandler<Void> reschedule(Instant due) {
        return (complete, operations) -> operations.reschedule(complete, due);
    }
}
