package dev.halftone.engine.fetch;

import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.request.Outcome.RetryLater;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keeps a dead host from eating the queue (a circuit breaker): when many images in a row could not be had because
/// nobody was found, let us in or answered, the host is left alone, but for one image now and then that tries.
///
/// What is put off meanwhile counts as tried: so it fails after `max-attempts` of these pauses with the host's own
/// failure, and ten thousand images of a dead host fail side by side.
///
/// Not for several threads at once.
final class CircuitBreaker {
    /// Fewer than are under way at one host by default, so that the first sixteen failures are enough.
    static final int FAILURE_THRESHOLD = 10;

    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// How much sooner an image may try that stands beyond those that failed.
    static final Duration HEAD_START = Duration.ofSeconds(2);

    private final Duration longestTransfer;
    private Duration pause = SHORTEST_PAUSE;
    private Instant nextTry = Instant.MIN;
    private Optional<RetryLater> lastFailure = Optional.empty();
    private FairnessKey furthest = new FairnessKey(0);
    private int failures;

    /// @param longestTransfer how long a transfer may take, and so a try
    CircuitBreaker(Duration longestTransfer) {
        this.longestTransfer = longestTransfer;
    }

    boolean isOpen() {
        return failures >= FAILURE_THRESHOLD;
    }

    /// Whether anything is to be remembered.
    boolean isIdle() {
        return failures == 0;
    }

    /// How the image ends for now, while the host is left alone; empty when the image may try.
    Optional<RetryLater> rejection(FairnessKey fairnessKey, Instant now) {
        return lastFailure
                .filter(_ -> isOpen() && now.isBefore(nextTry(fairnessKey)))
                .map(last -> new RetryLater(
                        last.code(),
                        last.message() + "; so did many others there, and it is tried only now and then",
                        Optional.of(Duration.between(now, nextTry(fairnessKey)))));
    }

    /// Images that failed together often stand together, in a folder that is gone, say, of a host that is not.
    /// So the next to try is one from twice as far down, if there is one.
    private Instant nextTry(FairnessKey fairnessKey) {
        return fairnessKey.served() > 2 * furthest.served() ? nextTry : nextTry.plus(HEAD_START);
    }

    /// An image is under way. While the host is left alone, this one tries, and the others wait until it ends.
    ///
    /// @return what it is to be remembered as
    HostLimits.Transfer.Purpose onStart(Instant now) {
        if (!isOpen()) return HostLimits.Transfer.Purpose.FETCH;
        nextTry = now.plus(longestTransfer).plus(pause);
        return HostLimits.Transfer.Purpose.PROBE;
    }

    void onResponse() {
        failures = 0;
        pause = SHORTEST_PAUSE;
        furthest = new FairnessKey(0);
    }

    void onFailure(HostLimits.Transfer transfer, RetryLater failure, Instant now) {
        lastFailure = Optional.of(failure);
        if (transfer.fairnessKey().compareTo(furthest) > 0) furthest = transfer.fairnessKey();
        failures++;
        switch (transfer.purpose()) {
            case FETCH -> open(now);
            case PROBE -> extendPause(now);
        }
    }

    /// Those that were under way with the one that opened it change nothing.
    private void open(Instant now) {
        if (failures == FAILURE_THRESHOLD) nextTry = now.plus(pause);
    }

    private void extendPause(Instant now) {
        var twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        nextTry = now.plus(pause);
    }
}
