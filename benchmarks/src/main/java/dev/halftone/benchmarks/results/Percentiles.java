package dev.halftone.benchmarks.results;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

/// The distribution of measured times.
///
/// @param median half of the times are shorter
/// @param p99 one in a hundred is longer
public record Percentiles(Duration median, Duration p99, Duration longest, int count) {

    public static Percentiles of(List<Duration> times) {
        if (times.isEmpty()) throw new IllegalArgumentException("no times");
        var sorted = times.stream().sorted().toList();
        return new Percentiles(nearestRank(sorted, 0.5), nearestRank(sorted, 0.99), sorted.getLast(), sorted.size());
    }

    /// The percentile by the nearest-rank method: at least this share of the times is not longer.
    private static Duration nearestRank(List<Duration> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    /// The median, which a short disturbance of the machine does not shift.
    public static final class Median {
        private Median() {}

        /// The middle value; for an even number of values, the mean of the two middle ones.
        public static double of(DoubleStream values) {
            var sorted = values.sorted().toArray();
            if (sorted.length == 0) throw new IllegalArgumentException("no values");
            return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        }
    }
}
