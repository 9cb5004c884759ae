package dev.halftone.engine.webhook;

import java.time.Duration;
import java.time.Instant;

/// One attempt at delivering a message, as the delivery log keeps it.
public record Attempt(Instant at, Duration took, Answer answer) {
    public Attempt {
        // The clock may have been set back meanwhile.
        if (took.isNegative()) took = Duration.ZERO;
    }
}
