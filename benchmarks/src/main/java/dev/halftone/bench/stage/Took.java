package dev.halftone.bench.stage;

import java.time.Duration;

/// What something took.
///
/// @param time as it passes
/// @param processor of all cores together
public record Took(Duration time, Duration processor) {

    /// So much each second.
    public double perSecond(int count) {
        return count * 1e9 / time.toNanos();
    }
}
