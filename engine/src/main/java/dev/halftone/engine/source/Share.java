package dev.halftone.engine.source;

import dev.halftone.engine.source.ByteBudget.Stage;
import java.time.Duration;

/// An image's part of the bytes in flight. Closed when the image is published or has failed: then its bytes are free
/// for others.
public final class Share implements AutoCloseable {
    /// What a transfer holds while its length is not known: enough for most product pictures.
    static final int FIRST = 512 * 1024;

    private final ByteBudget budget;
    private final Turn turn;
    private final WaitingTime waiting = new WaitingTime();

    Share(ByteBudget budget, Turn turn) {
        this.budget = budget;
        this.turn = turn;
    }

    Turn turn() {
        return turn;
    }

    /// Waits until there is room for a transfer to begin.
    void begin() throws InterruptedException {
        budget.raise(this, Stage.TO_BEGIN, FIRST);
    }

    /// Waits for room for a body of which so many bytes are to come, and none has come. What was held to begin
    /// with is given back while it waits: who holds nothing is in nobody's way.
    void expect(long bytes) throws InterruptedException {
        if (bytes > FIRST) budget.lower(this, 0);
        raise(bytes);
        budget.lower(this, bytes);
    }

    /// Waits for room for so many bytes of a body of unknown length.
    void raise(long bytes) throws InterruptedException {
        waiting.begins();
        try {
            budget.raise(this, Stage.UNDER_WAY, bytes);
        } finally {
            waiting.ends();
        }
    }

    /// Gives back what an image of this size, now complete, does not need.
    void settle(long bytes) {
        budget.lower(this, bytes);
    }

    /// How long the transfer has waited for us, and not for the server.
    Duration waited() {
        return waiting.soFar();
    }

    @Override
    public void close() {
        budget.close(this);
    }
}
