package dev.halftone.benchmarks.endtoend;

import dev.halftone.benchmarks.harness.Stopwatch;
import dev.halftone.benchmarks.results.Percentiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Runs all candidates in turn on the same workload, for several rounds. Each round starts with another candidate.
final class InterleavedRuns {
    private final Candidate.Workload workload;
    private final Path folder;
    private final Map<Candidate, List<Stopwatch.Timing>> timings = new HashMap<>();

    InterleavedRuns(Candidate.Workload workload, Path folder) {
        this.workload = workload;
        this.folder = folder;
    }

    void run(List<Candidate> candidates, int rounds) throws IOException, InterruptedException {
        for (var round = 0; round < rounds; round++) {
            var order = new ArrayList<>(candidates);
            Collections.rotate(order, round);
            for (var candidate : order) runOnce(candidate, round);
        }
    }

    private void runOnce(Candidate candidate, int round) throws IOException, InterruptedException {
        var timing = candidate.run(workload, folder.resolve("out"));
        timings.computeIfAbsent(candidate, _ -> new ArrayList<>()).add(timing);
        System.err.printf(
                "round %d: %s %.1f images/s%n", round + 1, candidate, timing.perSecond(workload.imageCount()));
    }

    /// The median of the images per second over all rounds.
    double imagesPerSecond(Candidate candidate) {
        return Percentiles.Median.of(
                timings(candidate).stream().mapToDouble(timing -> timing.perSecond(workload.imageCount())));
    }

    Candidate fastest(List<Candidate> candidates) {
        return candidates.stream()
                .max(Comparator.comparingDouble(this::imagesPerSecond))
                .orElseThrow();
    }

    /// How many times as fast one candidate is as the other: the median of the ratios in each round.
    double speedup(Candidate candidate, Candidate other) {
        return speedup(candidate, other, Stopwatch.Timing::wallTime);
    }

    /// The same ratio in processor time.
    double cpuTimeRatio(Candidate candidate, Candidate other) {
        return speedup(candidate, other, Stopwatch.Timing::cpuTime);
    }

    private double speedup(Candidate candidate, Candidate other, Function<Stopwatch.Timing, Duration> duration) {
        return Percentiles.Median.of(IntStream.range(0, timings(candidate).size())
                .mapToDouble(round -> {
                    var ours = duration.apply(timings(candidate).get(round));
                    return (double) duration.apply(timings(other).get(round)).toNanos() / ours.toNanos();
                }));
    }

    private List<Stopwatch.Timing> timings(Candidate candidate) {
        return Objects.requireNonNull(timings.get(candidate));
    }
}
