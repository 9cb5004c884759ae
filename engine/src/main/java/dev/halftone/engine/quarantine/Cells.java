package dev.halftone.engine.quarantine;

import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.PrioritySemaphore;
import dev.halftone.engine.quarantine.Verdict.NotBegun;
import dev.halftone.engine.quarantine.Verdict.Survived;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// The processes that code suspects, one image in each at a time. They are started when they are needed, kept for the
/// next image, and dismissed when none has come for a while.
public final class Cells implements AutoCloseable {
    private static final Executor AFTER_A_WHILE = CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES);

    private final Launch launch;
    private final Orders orders;
    private final PrioritySemaphore places;
    private final Deque<Rest> idle = new ConcurrentLinkedDeque<>();
    private final Set<Cell> all = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    /// @param most how many there may be
    public Cells(Launch launch, Orders orders, int most) {
        this.launch = launch;
        this.orders = orders;
        this.places = new PrioritySemaphore(most);
    }

    Orders orders() {
        return orders;
    }

    /// Waits for a process, then for its work. An interrupt ends both.
    ///
    /// @throws IllegalStateException when no process can be started
    Verdict recompress(Job job, FairnessKey fairnessKey) throws InterruptedException {
        places.acquire(fairnessKey);
        try {
            var verdict = recompress(job, takeIdle());
            // One that died while it was idle says nothing of the image.
            return verdict instanceof NotBegun ? recompress(job, start()) : verdict;
        } finally {
            places.release();
        }
    }

    private Verdict recompress(Job job, Cell cell) throws InterruptedException {
        var survived = false;
        try {
            var verdict = cell.recompress(job, orders.patience());
            survived = verdict instanceof Survived;
            // It was us who ended the process.
            if (isClosed && !survived) throw new InterruptedException("shutting down");
            return verdict;
        } finally {
            if (survived) keep(cell);
            else dismiss(cell);
        }
    }

    private Cell takeIdle() throws InterruptedException {
        var rest = idle.pollLast();
        return rest == null ? start() : rest.cell;
    }

    private Cell start() throws InterruptedException {
        var cell = Cell.start(launch, orders);
        all.add(cell);
        if (isClosed) dismiss(cell);
        return cell;
    }

    private void keep(Cell cell) {
        var rest = new Rest(cell);
        idle.add(rest);
        AFTER_A_WHILE.execute(() -> {
            if (idle.remove(rest)) dismiss(cell);
        });
    }

    /// The time between two images of a process.
    private static final class Rest {
        private final Cell cell;

        Rest(Cell cell) {
            this.cell = cell;
        }
    }

    private void dismiss(Cell cell) {
        all.remove(cell);
        cell.close();
    }

    @Override
    public void close() {
        isClosed = true;
        all.forEach(this::dismiss);
    }
}
