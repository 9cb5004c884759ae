package dev.halftone.engine.limit;

import dev.halftone.engine.limit.MemoryBudget.Stage;
import java.time.Duration;

/// An image's part of the bytes in flight. Closed when the image is published or has failed: then its bytes are free
/// for others.
public final class MemoryReservation implements AutoCloseable {
    /// What a transfer holds while its length is not known: enough for most product pictures.
    public static final int INITIAL_BYTES = 512 * 1024;

    private final MemoryBudget budget;
    private final FairnessKey fairnessKey;
    private final WaitingTime waiting = new WaitingTime();

    MemoryReservation(MemoryBudget budget, FairnessKey fairnessKey) {
        this.budget = budget;
        this.fairnessKey = fairnessKey;
    }

    public FairnessKey turn() {
        return fairnessKey;
    }

    /// Waits until there is room for a transfer to begin.
    public void acquireInitial() throws InterruptedException {
        budget.grow(this, Stage.TO_BEGIN, INITIAL_BYTES);
    }

    /// Waits for room for a body of which so many bytes are to come, and none has come. What was held to begin
    /// with is given back while it waits: who holds nothing is in nobody's way.
    public void acquireExact(long bytes) throws InterruptedException {
        if (bytes > INITIAL_BYTES) budget.shrink(this, 0);
        grow(bytes);
        budget.shrink(this, bytes);
    }

    /// Waits for room for so many bytes of a body of unknown length.
    public void grow(long bytes) throws InterruptedException {
        waiting.start();
        try {
            budget.grow(this, Stage.UNDER_WAY, bytes);
        } finally {
            waiting.stop();
        }
    }

    /// Gives back what an image of this size, now complete, does not need.
    public void shrinkTo(long bytes) {
        budget.shrink(this, bytes);
    }

    /// How long the transfer has waited for us, and not for the server.
    public Duration waited() {
        return waiting.elapsed();
    }

    @Override
    public void close() {
        budget.release(this);
    }

    /// How long somebody has waited, the wait that goes on included. One thread waits, any thread asks.
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
