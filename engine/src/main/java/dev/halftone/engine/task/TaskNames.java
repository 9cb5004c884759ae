package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.Request;

/// The names of the durable tasks. The name of a task instance says everything about it, so tasks carry no data, and
/// scheduling the same work twice gives one task.
final class TaskNames {
    static final TaskDescriptor<Void> EXPAND = TaskDescriptor.of("expand-request");
    static final TaskDescriptor<Void> PROCESS = TaskDescriptor.of("process-chunk");
    static final TaskDescriptor<Void> FINISH = TaskDescriptor.of("finish-request");
    static final TaskDescriptor<Void> CANCEL = TaskDescriptor.of("cancel-request");
    static final TaskDescriptor<Void> RETRY_FAILED = TaskDescriptor.of("retry-request");
    static final TaskDescriptor<Void> DELIVER = TaskDescriptor.of("deliver-webhook");
    static final TaskDescriptor<Void> PURGE = TaskDescriptor.of("purge-request");
    static final String CLEAN_UP = "clean-up";

    /// Deliveries alone have this priority, and slots of their own: see [WorkerSlots]. Those that an earlier
    /// version scheduled have [#HIGHEST_PRIORITY].
    static final int DELIVERY_PRIORITY = 32_001;

    static final int HIGHEST_PRIORITY = 32_000;

    /// The priority of the first chunk of an owner's only open request.
    static final int FIRST_CHUNK_PRIORITY = 30_000;

    /// The priority of the fourth chunk of an owner's only open request, and of the first chunk of the
    /// fourth. This priority and higher ones may use the reserved worker slots.
    static final int LOWEST_RESERVED_PRIORITY = FIRST_CHUNK_PRIORITY - 3;

    private TaskNames() {}

    /// @param othersOpen how many other open requests the owner has
    static TaskInstance<Void> expand(long request, long othersOpen) {
        return instance(EXPAND, Long.toString(request), chunkPriority(othersOpen));
    }

    static TaskInstance<Void> finish(Request request) {
        return instance(FINISH, request.number() + "-" + request.round(), HIGHEST_PRIORITY);
    }

    static TaskInstance<Void> cancel(Request request, long othersOpen) {
        return instance(CANCEL, request.number() + "-" + request.round(), chunkPriority(othersOpen));
    }

    static TaskInstance<Void> retryFailed(Request request, long othersOpen) {
        return instance(RETRY_FAILED, request.number() + "-" + request.round(), chunkPriority(othersOpen));
    }

    static TaskInstance<Void> deliver(long delivery) {
        return instance(DELIVER, Long.toString(delivery), DELIVERY_PRIORITY);
    }

    static TaskInstance<Void> purge(long request) {
        return instance(PURGE, Long.toString(request), 0);
    }

    static TaskInstance<Void> process(Chunk chunk, int round, long othersOpen) {
        var id = requestPrefix(chunk.request()) + round + "-" + chunk.first() + "-" + chunk.last();
        return instance(PROCESS, id, chunkPriority(chunk.first() / Chunk.SIZE + othersOpen));
    }

    /// Priority falls with the position of a chunk in its request, so the first chunks of a small request
    /// overtake the ten-thousandth chunk of a large one. It falls with each other open request of the owner,
    /// too, so that a hundred small requests are no better off than a large one.
    private static int chunkPriority(long before) {
        return (int) Math.max(1, FIRST_CHUNK_PRIORITY - before);
    }

    static Chunk chunk(TaskInstance<Void> instance) {
        return chunk(instance.getId());
    }

    /// @param id of an instance of [#PROCESS]
    static Chunk chunk(String id) {
        var parts = id.split("-", -1);
        return new Chunk(Long.parseLong(parts[0]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    /// The number of the request or delivery, with which the id begins.
    static long number(TaskInstance<Void> instance) {
        return Long.parseLong(instance.getId().split("-", 2)[0]);
    }

    /// The second number of the id: the round of the request.
    static int round(TaskInstance<Void> instance) {
        return Integer.parseInt(instance.getId().split("-", -1)[1]);
    }

    /// The prefix of the ids of a request's chunks.
    static String requestPrefix(long request) {
        return request + "-";
    }

    private static TaskInstance<Void> instance(TaskDescriptor<Void> task, String id, int priority) {
        return task.instance(id).priority(priority).build();
    }
}
