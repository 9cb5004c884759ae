package dev.halftone.engine.fetch;

import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.request.Outcome.RetryLater;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keeps a dead host from blocking the queue. The circuit opens after [#FAILURE_THRESHOLD] images in a row failed
/// because the host was not found, could not be reached or timed out. Then only one image at a time probes the host.
///
/// A rejected image counts as tried. So it fails with the host's own failure after `max-attempts` pauses, and ten
/// thousand images of a dead host fail in parallel.
///
/// Not thread-safe.
final class CircuitBreaker {
    /// Lower than the default of 16 transfers for each host, so that the first failures together are enough.
    static final int FAILURE_THRESHOLD = 10;

    static final Duration MIN_PAUSE = Duration.ofSeconds(1);
    static final Duration MAX_PAUSE = Duration.ofSeconds(30);

    /// How much sooner an image may probe when its place is far from the images that failed.
    static final Duration HEAD_START = Duration.ofSeconds(2);

    private final Duration longestTransfer;
    private Duration pause = MIN_PAUSE;
    private Instant nextTry = Instant.MIN;
    private Optional<RetryLater> lastFailure = Optional.empty();
    private long furthest;
    private int failures;

    /// @param longestTransfer how long a transfer may take, and so a probe
    CircuitBreaker(Duration longestTransfer) {
        this.longestTransfer = longestTransfer;
    }

    boolean isOpen() {
        return failures >= FAILURE_THRESHOLD;
    }

    /// Whether the state is the initial one, so that it can be dropped.
    boolean isIdle() {
        return failures == 0;
    }

    /// The outcome of an image that is rejected because the circuit is open; empty when the image may be
    /// fetched.
    Optional<RetryLater> rejection(FairnessKey fairnessKey, Instant now) {
        return lastFailure
                .filter(_ -> isOpen() && now.isBefore(nextTry(fairnessKey)))
                .map(last -> new RetryLater(
                        last.code(),
                        last.message() + "; many other images there failed the same way, so this host is tried rarely",
                        Optional.of(Duration.between(now, nextTry(fairnessKey)))));
    }

    /// Images that fail together are often neighbors, for example in one deleted folder of a live host.
    /// So an image from more than twice as far down probes first, if there is one.
    private Instant nextTry(FairnessKey fairnessKey) {
        return fairnessKey.served() > 2 * furthest ? nextTry : nextTry.plus(HEAD_START);
    }

    /// Records that a transfer starts. While the circuit is open, it is a probe, and other images wait for
    /// its result.
    HostLimits.Transfer.Purpose onStart(Instant now) {
        if (!isOpen()) return HostLimits.Transfer.Purpose.FETCH;
        nextTry = now.plus(longestTransfer).plus(pause);
        return HostLimits.Transfer.Purpose.PROBE;
    }

    void onResponse() {
        failures = 0;
        pause = MIN_PAUSE;
        furthest = 0;
    }

    void onFailure(HostLimits.Transfer transfer, RetryLater failure, Instant now) {
        lastFailure = Optional.of(failure);
        furthest = Math.max(furthest, transfer.fairnessKey().served());
        failures++;
        switch (transfer.purpose()) {
            case FETCH -> open(now);
            case PROBE -> extendPause(now);
        }
    }

    /// Opens the circuit because another node could not reach the host either.
    void hear(RetryLater failure, Instant until) {
        if (isOpen() && !nextTry.isBefore(until)) return;
        lastFailure = Optional.of(failure);
        failures = Math.max(failures, FAILURE_THRESHOLD);
        nextTry = until;
    }

    /// When the host is tried again, while the circuit is open.
    Instant nextTry() {
        return nextTry;
    }

    /// Transfers that were in flight when the circuit opened do not extend the pause.
    private void open(Instant now) {
        if (failures == FAILURE_THRESHOLD) nextTry = now.plus(pause);
    }

    private void extendPause(Instant now) {
        var twice = pause.multipliedBy(2);
        pause = twice.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : twice;
        nextTry = now.plus(pause);
    }
}
