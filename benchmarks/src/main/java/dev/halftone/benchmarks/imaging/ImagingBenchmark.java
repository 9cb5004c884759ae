package dev.halftone.benchmarks.imaging;

import dev.halftone.benchmarks.harness.Checkout;
import dev.halftone.benchmarks.harness.PositiveIntConverter;
import dev.halftone.benchmarks.harness.Workspace;
import dev.halftone.benchmarks.image.JpegCodec;
import dev.halftone.benchmarks.image.PhotographEncoder;
import dev.halftone.benchmarks.results.Machine;
import dev.halftone.benchmarks.results.Report;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "imaging",
        description = {
            "Recompresses JPEGs to quality 50 with Halftone's coefficient path and with libvips: the same bytes, on one"
                    + " core, interleaved in one JVM.",
            "Reports speed, size, closeness to the source, and allocation."
        })
public final class ImagingBenchmark implements Callable<Integer> {
    private final Checkout checkout;

    @Option(
            names = "--photos",
            paramLabel = "DIR",
            description = "A folder of photographs to use instead of drawn ones.")
    private Optional<Path> photos = Optional.empty();

    @Mixin
    private JmhSettings jmhSettings = new JmhSettings();

    public ImagingBenchmark(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() throws IOException, RunnerException {
        var libvips = Libvips.load(Optional.empty());
        var report = new Report(
                name(), Machine.current(checkout, libvips.version()), System.out, VariantMeasurement.COLUMNS);
        var photographSet = photos.isPresent() ? PhotographSet.read(photos.get()) : PhotographSet.synthetic();
        report.addRemark(photographSet + ", " + cores() + ". Processor time is the whole process's.");
        try (var workspace = Workspace.open()) {
            var variantMeasurement = new VariantMeasurement(libvips, jmhSettings, report);
            for (var jpegVariant : JpegVariant.all())
                variantMeasurement.measure(jpegVariant, photographSet, workspace.folder(jpegVariant.folderName()));
        }
        report.save(checkout);
        return 0;
    }

    private String name() {
        return photos.isPresent() ? "imaging --photos DIR" : "imaging";
    }

    private static String cores() {
        return SingleCoreProfiler.isAvailable() ? "one core" : "two cores for libvips (there is no taskset here)";
    }

    /// How many JVMs and iterations JMH runs, and for how long.
    static final class JmhSettings {
        private static final int WARM_UP_ITERATIONS = 5;

        @Option(
                names = "--forks",
                paramLabel = "N",
                converter = PositiveIntConverter.class,
                defaultValue = "2",
                description = "JVMs, one after another, for each kind of JPEG (default: ${DEFAULT-VALUE}).")
        private int forks;

        @Option(
                names = "--iterations",
                paramLabel = "N",
                converter = PositiveIntConverter.class,
                defaultValue = "8",
                description = "Measurements in each JVM (default: ${DEFAULT-VALUE}).")
        private int iterations;

        @Option(
                names = "--seconds",
                paramLabel = "N",
                converter = PositiveIntConverter.class,
                defaultValue = "1",
                description = "Seconds of each measurement (default: ${DEFAULT-VALUE}).")
        private int seconds;

        ChainedOptionsBuilder applyTo(ChainedOptionsBuilder options) {
            return options.forks(forks)
                    .warmupIterations(WARM_UP_ITERATIONS)
                    .warmupTime(TimeValue.seconds(seconds))
                    .measurementIterations(iterations)
                    .measurementTime(TimeValue.seconds(seconds));
        }
    }

    /// Measures both codecs for each kind of JPEG and adds a row to the report.
    static final class VariantMeasurement {
        static final List<String> COLUMNS = List.of(
                "JPEG",
                "images/s",
                "libvips",
                "ratio",
                "ratio of processor time",
                "size",
                "luma PSNR",
                "allocated an image");

        private final Libvips libvips;
        private final JmhSettings jmhSettings;
        private final Report report;

        VariantMeasurement(Libvips libvips, JmhSettings jmhSettings, Report report) {
            this.libvips = libvips;
            this.jmhSettings = jmhSettings;
            this.report = report;
        }

        /// Measures one kind of JPEG.
        ///
        /// @param folder an empty folder for the JPEGs
        void measure(JpegVariant jpegVariant, PhotographSet photographSet, Path folder)
                throws IOException, RunnerException {
            var photographEncoder = new PhotographEncoder(libvips);
            var jpegs = photographSet.ofSize(jpegVariant.size()).stream()
                    .map(photograph -> jpegVariant.encode(photograph, photographEncoder))
                    .toList();
            var outputComparison =
                    OutputComparison.of(jpegs, new JpegCodec.CoefficientCodec(), new JpegCodec.LibvipsCodec(libvips));
            report(
                    jpegVariant,
                    JmhResults.run(JmhCodecBenchmark.JpegFolder.write(folder, jpegs), jmhSettings),
                    outputComparison);
        }

        private void report(JpegVariant jpegVariant, JmhResults jmhResults, OutputComparison outputComparison) {
            report.addRow(
                    jpegVariant.toString(),
                    "%.1f".formatted(jmhResults.ourImagesPerSecond()),
                    "%.1f".formatted(jmhResults.libvipsImagesPerSecond()),
                    "%.2f".formatted(jmhResults.speedup()),
                    "%.2f".formatted(jmhResults.cpuTimeRatio()),
                    "%.3f".formatted(outputComparison.sizeRatio()),
                    "%+.2f dB".formatted(outputComparison.psnrGain()),
                    "%.2f MB".formatted(jmhResults.allocatedBytes() / 1e6));
        }
    }
}
