package dev.halftone.engine.webhook;

import java.time.Duration;
import java.time.Instant;

/// Keeps a receiver that does not respond from occupying the senders. The circuit opens after
/// [#FAILURE_THRESHOLD] messages in a row got no response. Then one message at a time probes the receiver,
/// with a pause before it that doubles. Any response closes the circuit.
///
/// Not thread-safe.
final class CircuitBreaker {
    static final int FAILURE_THRESHOLD = 5;
    static final Duration MIN_PAUSE = Duration.ofSeconds(5);

    /// Short, so that a receiver that responds again does not wait long for its messages.
    static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    private final Duration longestAttempt;
    private Duration pause = MIN_PAUSE;
    private Instant nextTry = Instant.MIN;
    private int failures;

    /// @param longestAttempt how long an attempt may take, and so a probe
    CircuitBreaker(Duration longestAttempt) {
        this.longestAttempt = longestAttempt;
    }

    private boolean isOpen() {
        return failures >= FAILURE_THRESHOLD;
    }

    /// The time before which no message may be sent; a time in the past if one may be sent now.
    Instant nextTry() {
        return isOpen() ? nextTry : Instant.MIN;
    }

    /// Records that a message is being sent. While the circuit is open, others wait for its result.
    ///
    /// @return whether it is a probe
    boolean onStart(Instant now) {
        if (isOpen()) nextTry = now.plus(longestAttempt).plus(pause);
        return isOpen();
    }

    void onResponse() {
        failures = 0;
        pause = MIN_PAUSE;
    }

    /// Records that a message got no response. Messages that were under way when the circuit opened do not
    /// extend the pause.
    void onFailure(boolean isProbe, Instant now) {
        failures++;
        if (isProbe) pause = shorter(pause.multipliedBy(2), MAX_PAUSE);
        if (isProbe || failures == FAILURE_THRESHOLD) nextTry = now.plus(pause);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
