package dev.halftone.bench.results;

import java.util.stream.DoubleStream;

/// The value in the middle, which one bad moment of the machine does not move.
public final class Median {
    private Median() {}

    /// Of an even number of values, the mean of the two in the middle.
    public static double of(DoubleStream values) {
        var sorted = values.sorted().toArray();
        if (sorted.length == 0) throw new IllegalArgumentException("no values");
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
