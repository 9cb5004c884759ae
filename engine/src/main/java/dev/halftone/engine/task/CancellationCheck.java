package dev.halftone.engine.task;

import dev.halftone.engine.ledger.Ledger;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Whether a request's images are still wanted: whether it is neither cancelled nor deleted. Asked for each image when
/// its turn comes, looked up once a second.
final class CancellationCheck implements BooleanSupplier {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final long request;
    private long lookedAt = System.nanoTime();
    private boolean isWanted = true;

    CancellationCheck(Ledger ledger, long request) {
        this.ledger = ledger;
        this.request = request;
    }

    @Override
    public synchronized boolean getAsBoolean() {
        if (isWanted && System.nanoTime() - lookedAt > LOOK_EVERY.toNanos()) look();
        return isWanted;
    }

    private void look() {
        isWanted = ledger.requests().isOpen(request);
        lookedAt = System.nanoTime();
    }
}
