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

/// The speed of both codecs in each iteration.
final class JmhResults {
    // JMH accesses its own fields through sun.misc.Unsafe, which would print a warning.
    private static final String[] JVM_ARGUMENTS = {
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx1g"
    };
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<IterationResult> iterations;

    private JmhResults(List<IterationResult> iterations) {
        this.iterations = iterations;
    }

    /// Runs the JMH benchmark on the JPEGs of a folder.
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
        return median(totals -> NANOS_PER_SECOND * totals.get("pictures") / totals.get("ourNanos"));
    }

    double libvipsImagesPerSecond() {
        return median(totals -> NANOS_PER_SECOND * totals.get("pictures") / totals.get("libvipsNanos"));
    }

    /// How many times as fast as libvips we are, in wall time.
    double speedup() {
        return median(totals -> totals.get("libvipsNanos") / totals.get("ourNanos"));
    }

    /// The same ratio in processor time, over all iterations, since its clock ticks only 100 times a second.
    double cpuTimeRatio() {
        return sum("libvipsProcessorNanos") / sum("ourProcessorNanos");
    }

    /// Bytes allocated on the heap for each image, without input and output.
    double allocatedBytes() {
        return median(totals -> totals.get("ourBytes") / totals.get("pictures"));
    }

    private double median(ToDoubleFunction<IterationTotals> figure) {
        return Percentiles.Median.of(
                iterations.stream().map(IterationTotals::new).mapToDouble(figure));
    }

    private double sum(String name) {
        return iterations.stream()
                .map(IterationTotals::new)
                .mapToDouble(totals -> totals.get(name))
                .sum();
    }

    /// The [JmhCodecBenchmark.Totals] of an iteration, as JMH returns them.
    private record IterationTotals(IterationResult iteration) {
        double get(String name) {
            return Objects.requireNonNull(iteration.getSecondaryResults().get(name))
                    .getScore();
        }
    }
}
