package dev.halftone.bench.latency;

import java.time.Duration;

/// Times as they are read.
final class Times {
    private static final Duration SHORT = Duration.ofSeconds(1);

    private Times() {}

    static String words(Duration time) {
        return time.compareTo(SHORT) < 0
                ? "%.1f ms".formatted(time.toNanos() / 1e6)
                : "%.2f s".formatted(time.toNanos() / 1e9);
    }

    static double ratio(Duration of, Duration to) {
        return (double) of.toNanos() / to.toNanos();
    }
}
