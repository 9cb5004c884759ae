package dev.halftone.bench.imaging;

import dev.halftone.bench.stage.Count;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Option;

/// How long is measured.
final class Stamina {
    private static final int WARM_UPS = 5;

    @Option(
            names = "--forks",
            paramLabel = "N",
            converter = Count.class,
            defaultValue = "2",
            description = "JVMs, one after the other, for each kind of JPEG (default: ${DEFAULT-VALUE}).")
    private int forks;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            converter = Count.class,
            defaultValue = "8",
            description = "Measurements in each JVM (default: ${DEFAULT-VALUE}).")
    private int iterations;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            converter = Count.class,
            defaultValue = "1",
            description = "Time of each measurement (default: ${DEFAULT-VALUE}).")
    private int seconds;

    ChainedOptionsBuilder applyTo(ChainedOptionsBuilder options) {
        return options.forks(forks)
                .warmupIterations(WARM_UPS)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(seconds));
    }
}
