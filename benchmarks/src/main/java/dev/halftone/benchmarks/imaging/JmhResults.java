package dev.halftone.benchmarks.imaging;

import dev.halftone.benchmarks.results.Percentiles;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// How fast both codecs were, iteration by iteration.
final class JmhResults {
    // JMH reads its own fields in a way that Java warns of.
    private static final String[] JVM_ARGUMENTS = {
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Xmx1g"
    };
    private static final double NANOS_A_SECOND = 1e9;

    private final List<IterationResult> iterations;

    private JmhResults(List<IterationResult> iterations) {
        this.iterations = iterations;
    }

    /// Has JMH run the duel over the JPEGs of a folder.
    static JmhResults run(JmhCodecBenchmark.JpegFolder jpegs, ImagingBenchmark.JmhSettings jmhSettings)
            throws RunnerException {
        var options = jmhSettings
                .applyTo(new OptionsBuilder())
                .include(JmhCodecBenchmark.class.getName())
                .param("folder", jpegs.folder().toString())
                .addProfiler(SingleCoreProfiler.class)
                .jvmArgs(JVM_ARGUMENTS)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        return new JmhResults(iterations(new Runner(options).run()));
    }

    private static List<IterationResult> iterations(Collection<RunResult> runs) {
        return runs.stream()
                .flatMap(run -> run.getBenchmarkResults().stream())
                .flatMap(fork -> fork.getIterationResults().stream())
                .toList();
    }

    double ourImagesPerSecond() {
        return median(tally -> NANOS_A_SECOND * tally.get("pictures") / tally.get("ourNanos"));
    }

    double libvipsImagesPerSecond() {
        return median(tally -> NANOS_A_SECOND * tally.get("pictures") / tally.get("libvipsNanos"));
    }

    /// How many times as fast as libvips, in time as it passes.
    double speedup() {
        return median(tally -> tally.get("libvipsNanos") / tally.get("ourNanos"));
    }

    /// The same in time of the processor, over all iterations: its clock ticks a hundred times a second only.
    double cpuTimeRatio() {
        return sum("libvipsProcessorNanos") / sum("ourProcessorNanos");
    }

    /// Bytes on the heap for each picture, beyond input and output.
    double allocatedBytes() {
        return median(tally -> tally.get("ourBytes") / tally.get("pictures"));
    }

    private double median(ToDoubleFunction<IterationTotals> figure) {
        return Percentiles.Median.of(
                iterations.stream().map(IterationTotals::new).mapToDouble(figure));
    }

    private double sum(String name) {
        return iterations.stream()
                .map(IterationTotals::new)
                .mapToDouble(tally -> tally.get(name))
                .sum();
    }

    /// A [JmhCodecBenchmark.Totals] as JMH hands it over.
    private record IterationTotals(IterationResult iteration) {
        double get(String name) {
            return Objects.requireNonNull(iteration.getSecondaryResults().get(name))
                    .getScore();
        }
    }
}
