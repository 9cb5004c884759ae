package dev.halftone.engine.limit;

import dev.halftone.engine.limit.MemoryBudget.Stage;
import java.time.Duration;

/// The bytes that one image holds of a [MemoryBudget]. Close it when the image is published or has failed.
public final class MemoryReservation implements AutoCloseable {
    /// What a transfer holds while its length is unknown: enough for most product images.
    public static final int INITIAL_BYTES = 512 * 1024;

    private final MemoryBudget budget;
    private final FairnessKey fairnessKey;
    private final WaitingTime waiting = new WaitingTime();

    MemoryReservation(MemoryBudget budget, FairnessKey fairnessKey) {
        this.budget = budget;
        this.fairnessKey = fairnessKey;
    }

    public FairnessKey fairness() {
        return fairnessKey;
    }

    /// Waits for the memory that a transfer needs to begin.
    public void acquireInitial() throws InterruptedException {
        budget.grow(this, Stage.TO_BEGIN, INITIAL_BYTES);
    }

    /// Waits for memory for a body of known length, none of which has been read. The initial bytes are
    /// released while it waits: a reservation that holds nothing blocks no other.
    public void acquireExact(long bytes) throws InterruptedException {
        if (bytes > INITIAL_BYTES) budget.shrink(this, 0);
        grow(bytes);
        budget.shrink(this, bytes);
    }

    /// Waits until the reservation holds `bytes` in total, for a body of unknown length.
    public void grow(long bytes) throws InterruptedException {
        waiting.start();
        try {
            budget.grow(this, Stage.UNDER_WAY, bytes);
        } finally {
            waiting.stop();
        }
    }

    /// Releases what a complete image of this size does not need.
    public void shrinkTo(long bytes) {
        budget.shrink(this, bytes);
    }

    /// How long the transfer has waited for memory, which is not the server's fault.
    public Duration waited() {
        return waiting.elapsed();
    }

    @Override
    public void close() {
        budget.release(this);
    }

    /// Measures the total waiting time, including a wait in progress. One thread waits; any thread may read.
    static final class WaitingTime {
        private long before;
        private long since;
        private boolean isWaiting;

        synchronized void start() {
            since = System.nanoTime();
            isWaiting = true;
        }

        synchronized void stop() {
            before = nanos();
            isWaiting = false;
        }

        synchronized Duration elapsed() {
            return Duration.ofNanos(nanos());
        }

        private long nanos() {
            return isWaiting ? before + System.nanoTime() - since : before;
        }
    }
}
