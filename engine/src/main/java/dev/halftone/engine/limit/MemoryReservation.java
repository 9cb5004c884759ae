package dev.halftone.engine.limit;

import java.time.Duration;

/// The bytes that one image holds of a [MemoryBudget]. Close it when the image is published or has failed.
public final class MemoryReservation implements AutoCloseable {
    /// What a transfer holds before its first byte arrives. Few, so that transfers that send nothing take no
    /// memory from others.
    public static final int INITIAL_BYTES = 64 * 1024;

    private final MemoryBudget budget;
    private final FairnessKey fairnessKey;
    private final Cancellation cancellation;
    private final WaitingTime waiting = new WaitingTime();

    MemoryReservation(MemoryBudget budget, FairnessKey fairnessKey, Cancellation cancellation) {
        this.budget = budget;
        this.fairnessKey = fairnessKey;
        this.cancellation = cancellation;
    }

    public FairnessKey fairness() {
        return fairnessKey;
    }

    /// Waits for the memory that a transfer needs to begin.
    public void acquireInitial() throws InterruptedException {
        grow(INITIAL_BYTES);
    }

    /// Waits until the reservation holds `bytes` in total.
    ///
    /// @throws InterruptedException when the request is cancelled, the thread is interrupted, or the
    /// reservation is closed meanwhile
    public void grow(long bytes) throws InterruptedException {
        waiting.start();
        try {
            cancellation.await(() -> budget.grow(this, bytes));
        } finally {
            waiting.stop();
        }
    }

    /// Releases what a complete image of this size does not need.
    public void shrinkTo(long bytes) {
        budget.shrink(this, bytes);
    }

    /// How long the image has waited for memory, which is not the server's fault.
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
