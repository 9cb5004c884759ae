package dev.halftone.engine.ledger;

import java.time.Instant;
import java.util.List;

/// How fast the images of a request have ended so far.
///
/// @param from when the first of them did, by the second
/// @param seconds how long each step is
/// @param images how many places of the CSV ended in each step, at most 256 steps
public record Pace(Instant from, long seconds, List<Long> images) {
    /// A step grows with the time that has gone by, in powers of two: there are at most twice as many.
    private static final long LEAST_STEPS = 128;

    public Pace {
        images = List.copyOf(images);
    }

    /// How long a step is for which so many seconds have gone by.
    static long step(long elapsed) {
        return Math.max(1, Long.highestOneBit(elapsed / LEAST_STEPS));
    }
}
