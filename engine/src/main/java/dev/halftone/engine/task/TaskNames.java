package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.Request;

/// The names of the durable tasks. An instance's name says all there is to know about it, so that none needs data
/// beside it, and putting the same thing down twice gives one task.
final class TaskNames {
    static final TaskDescriptor<Void> EXPAND = TaskDescriptor.of("expand-request");
    static final TaskDescriptor<Void> PROCESS = TaskDescriptor.of("process-chunk");
    static final TaskDescriptor<Void> FINISH = TaskDescriptor.of("finish-request");
    static final TaskDescriptor<Void> CANCEL = TaskDescriptor.of("cancel-request");
    static final TaskDescriptor<Void> RETRY_FAILED = TaskDescriptor.of("revive-request");
    static final TaskDescriptor<Void> DELIVER = TaskDescriptor.of("deliver-webhook");
    static final TaskDescriptor<Void> PURGE = TaskDescriptor.of("erase-request");
    static final String CLEAN_UP = "sweep";

    private static final int FIRST_OF_ALL = 32_000;
    private static final int FIRST_CHUNK = 30_000;

    /// The first four chunks of each request, and all that has no chunk to wait for.
    static final int LOWEST_RESERVED_PRIORITY = FIRST_CHUNK - 3;

    private TaskNames() {}

    static TaskInstance<Void> expand(long request) {
        return instance(EXPAND, Long.toString(request), FIRST_OF_ALL);
    }

    static TaskInstance<Void> finish(Request request) {
        return instance(FINISH, request.number() + "-" + request.round(), FIRST_OF_ALL);
    }

    static TaskInstance<Void> cancel(Request request) {
        return instance(CANCEL, request.number() + "-" + request.round(), FIRST_OF_ALL);
    }

    static TaskInstance<Void> retryFailed(Request request) {
        return instance(RETRY_FAILED, request.number() + "-" + request.round(), FIRST_OF_ALL);
    }

    static TaskInstance<Void> deliver(long delivery) {
        return instance(DELIVER, Long.toString(delivery), FIRST_OF_ALL);
    }

    static TaskInstance<Void> purge(long request) {
        return instance(PURGE, Long.toString(request), 0);
    }

    /// The further into its request a chunk lies, the longer it waits: the first chunks of a small request
    /// overtake the ten-thousandth of a large one.
    static TaskInstance<Void> process(Chunk chunk, int round) {
        var name = requestPrefix(chunk.request()) + round + "-" + chunk.first() + "-" + chunk.last();
        var priority = Math.max(1, FIRST_CHUNK - chunk.first() / Chunk.SIZE);
        return instance(PROCESS, name, (int) priority);
    }

    static Chunk chunk(TaskInstance<Void> instance) {
        var parts = instance.getId().split("-", -1);
        return new Chunk(Long.parseLong(parts[0]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    /// The number that an instance's name begins with: its request's, or its delivery's.
    static long number(TaskInstance<Void> instance) {
        return Long.parseLong(instance.getId().split("-", 2)[0]);
    }

    /// The number after it: the round of its request.
    static int round(TaskInstance<Void> instance) {
        return Integer.parseInt(instance.getId().split("-", -1)[1]);
    }

    /// What the names of a request's chunks begin with.
    static String requestPrefix(long request) {
        return request + "-";
    }

    private static TaskInstance<Void> instance(TaskDescriptor<Void> task, String name, int priority) {
        return task.instance(name).priority(priority).build();
    }
}
