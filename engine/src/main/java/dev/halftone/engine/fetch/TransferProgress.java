package dev.halftone.engine.fetch;

import dev.halftone.engine.limit.MemoryReservation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// How a transfer goes: how long the server has taken, and how much of the body has arrived. The time in which the
/// transfer waits for memory is not counted.
///
/// The transfer's own thread writes; any thread may read.
final class TransferProgress {
    private final MemoryReservation memoryReservation;
    private final Duration waitedBefore;
    private final long begun = System.nanoTime();
    private volatile Duration timeToBody = Duration.ZERO;
    private volatile boolean isBody;
    private final AtomicLong received = new AtomicLong();

    /// @param memoryReservation holds the bytes of the body
    TransferProgress(MemoryReservation memoryReservation) {
        this.memoryReservation = memoryReservation;
        this.waitedBefore = memoryReservation.waited();
    }

    MemoryReservation memoryReservation() {
        return memoryReservation;
    }

    /// Records that the headers of the final response have arrived.
    void onBody() {
        timeToBody = time();
        isBody = true;
    }

    /// Records bytes of the body.
    void onReceived(long bytes) {
        received.addAndGet(bytes);
    }

    /// How many bytes of the body have arrived.
    long received() {
        return received.get();
    }

    /// How long the server has taken so far.
    Duration time() {
        return Duration.ofNanos(System.nanoTime() - begun).minus(waited());
    }

    /// How long the transfer has waited for memory.
    Duration waited() {
        return memoryReservation.waited().minus(waitedBefore);
    }

    /// Whether the body has taken more than [FetchSettings#TRANSFER_RATE_GRACE] and arrived at less than this
    /// on average. A server may take longer than that before it begins to send: some make the image only then.
    ///
    /// @param bytesPerSecond 0 for any rate
    boolean isSlowerThan(long bytesPerSecond) {
        if (!isBody) return false;
        var time = time().minus(timeToBody);
        return time.compareTo(FetchSettings.TRANSFER_RATE_GRACE) > 0
                && received.get() < bytesPerSecond * time.toSeconds();
    }
}
