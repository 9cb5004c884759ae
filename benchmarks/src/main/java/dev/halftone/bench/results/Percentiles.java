package dev.halftone.bench.results;

import java.time.Duration;
import java.util.List;

/// How long something takes usually, and how long when it takes long.
///
/// @param median half of the times are shorter
/// @param p99 one of a hundred is longer
public record Percentiles(Duration median, Duration p99, Duration longest, int count) {

    public static Percentiles of(List<Duration> times) {
        if (times.isEmpty()) throw new IllegalArgumentException("no times");
        var sorted = times.stream().sorted().toList();
        return new Percentiles(at(sorted, 0.5), at(sorted, 0.99), sorted.getLast(), sorted.size());
    }

    /// The nearest rank: the shortest time that so many are not longer than.
    private static Duration at(List<Duration> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
