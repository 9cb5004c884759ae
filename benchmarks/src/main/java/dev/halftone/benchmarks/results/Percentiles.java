package dev.halftone.benchmarks.results;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

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

    /// The value in the middle, which one bad moment of the machine does not move.
    public static final class Median {
        private Median() {}

        /// Of an even number of values, the mean of the two in the middle.
        public static double of(DoubleStream values) {
            var sorted = values.sorted().toArray();
            if (sorted.length == 0) throw new IllegalArgumentException("no values");
            return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        }
    }
}
