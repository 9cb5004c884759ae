package dev.halftone.bench.imaging;

import dev.halftone.bench.results.Median;
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
final class Speeds {
    // JMH reads its own fields in a way that Java warns of.
    private static final String[] JVM = {
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseCompactObjectHeaders",
        "-Xmx1g"
    };
    private static final double NANOS_A_SECOND = 1e9;

    private final List<IterationResult> iterations;

    private Speeds(List<IterationResult> iterations) {
        this.iterations = iterations;
    }

    /// Has JMH run the duel over the JPEGs of a folder.
    static Speeds of(JpegFolder jpegs, Stamina stamina) throws RunnerException {
        var options = stamina.applyTo(new OptionsBuilder())
                .include(Duel.class.getName())
                .param("folder", jpegs.folder().toString())
                .addProfiler(OneCore.class)
                .jvmArgs(JVM)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Speeds(iterations(new Runner(options).run()));
    }

    private static List<IterationResult> iterations(Collection<RunResult> runs) {
        return runs.stream()
                .flatMap(run -> run.getBenchmarkResults().stream())
                .flatMap(fork -> fork.getIterationResults().stream())
                .toList();
    }

    double ours() {
        return median(tally -> NANOS_A_SECOND * tally.of("pictures") / tally.of("ourNanos"));
    }

    double libvips() {
        return median(tally -> NANOS_A_SECOND * tally.of("pictures") / tally.of("libvipsNanos"));
    }

    /// How many times as fast as libvips, in time as it passes.
    double ratio() {
        return median(tally -> tally.of("libvipsNanos") / tally.of("ourNanos"));
    }

    /// The same in time of the processor, over all iterations: its clock ticks a hundred times a second only.
    double processorRatio() {
        return sum("libvipsProcessorNanos") / sum("ourProcessorNanos");
    }

    /// Bytes on the heap for each picture, beyond input and output.
    double allocated() {
        return median(tally -> tally.of("ourBytes") / tally.of("pictures"));
    }

    private double median(ToDoubleFunction<Counters> figure) {
        return Median.of(iterations.stream().map(Counters::new).mapToDouble(figure));
    }

    private double sum(String name) {
        return iterations.stream()
                .map(Counters::new)
                .mapToDouble(tally -> tally.of(name))
                .sum();
    }

    /// A [Tally] as JMH hands it over.
    private record Counters(IterationResult iteration) {
        double of(String name) {
            return Objects.requireNonNull(iteration.getSecondaryResults().get(name))
                    .getScore();
        }
    }
}
