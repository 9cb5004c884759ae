package dev.halftone.engine.work;

import com.github.kagkarlsson.scheduler.event.ExecutionChain;
import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.util.concurrent.atomic.AtomicInteger;

/// What may be taken from the agenda now. Some openings are kept for what begins a request or ends it: a request whose
/// images hang would fill all others, and a small one would wait for it.
///
/// It counts what is under way, and gives the scheduler's query for due tasks its limit and its condition.
final class Openings implements ExecutionInterceptor {
    private final int ordinary;
    private final int all;
    private final AtomicInteger underWay = new AtomicInteger();

    Openings(WorkSettings settings) {
        this.ordinary = settings.chunksAtOnce();
        this.all = settings.chunksAtOnce() + settings.chunksForNewcomers();
    }

    int all() {
        return all;
    }

    /// How many of those wanted may be taken.
    int limit(int wanted) {
        var taken = underWay.get();
        var free = taken < ordinary ? ordinary - taken : all - taken;
        return Math.clamp(free, 0, wanted);
    }

    /// Goes behind the conditions of the query.
    String condition() {
        return underWay.get() < ordinary ? "" : " and priority >= " + Errand.LOWEST_OF_NEWCOMERS + " ";
    }

    @Override
    public CompletionHandler<?> execute(TaskInstance<?> task, ExecutionContext context, ExecutionChain chain) {
        underWay.incrementAndGet();
        try {
            return chain.proceed(task, context);
        } finally {
            underWay.decrementAndGet();
        }
    }
}
