package dev.halftone.benchmarks.endtoend;

import dev.halftone.benchmarks.harness.ApiClient;
import dev.halftone.benchmarks.harness.Checkout;
import dev.halftone.benchmarks.harness.JavaCommand;
import dev.halftone.benchmarks.harness.PositiveIntConverter;
import dev.halftone.benchmarks.harness.ServerProcess;
import dev.halftone.benchmarks.harness.Stopwatch;
import dev.halftone.benchmarks.harness.SyntheticCatalog;
import dev.halftone.benchmarks.harness.SyntheticCatalog.Layout;
import dev.halftone.benchmarks.harness.Workspace;
import dev.halftone.benchmarks.results.Machine;
import dev.halftone.benchmarks.results.Report;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

@Command(
        name = "growth",
        description = {
            "Measures what a row of two images costs in catalogues of 1,000, 10,000, 100,000 and 1,000,000 rows: time,"
                    + " processor time and memory. Each size runs in its own process, with fake images that take a"
                    + " millisecond each.",
            "Also measures how long the largest upload waits for its 202 over HTTP."
        })
public final class GrowthBenchmark implements Callable<Integer> {
    private static final int MIN_ROWS = 1_000;
    private static final int BASELINE_ROWS = 10_000;
    private static final List<String> COLUMNS = List.of(
            "rows", "accepted after", "done after", "time a row", "processor time a row", "peak memory", "output CSV");

    private final Checkout checkout;

    @Option(
            names = "--max",
            paramLabel = "ROWS",
            converter = PositiveIntConverter.class,
            defaultValue = "1000000",
            description = "The largest number of rows (default: ${DEFAULT-VALUE}).")
    private int max;

    @Option(
            names = "--layout",
            converter = LayoutConverter.class,
            paramLabel = "standard|shopify",
            defaultValue = "standard",
            description = "The layout of the catalogues (default: ${DEFAULT-VALUE}).")
    private Layout layout = Layout.STANDARD;

    public GrowthBenchmark(Checkout checkout) {
        this.checkout = checkout;
    }

    static final class LayoutConverter implements ITypeConverter<Layout> {
        @Override
        public Layout convert(String text) {
            return Layout.valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var libvips = Libvips.load(Optional.empty());
        var report = new Report(
                layout == Layout.STANDARD ? "growth" : "growth in the layout shopify",
                Machine.current(checkout, libvips.version()),
                System.out,
                COLUMNS);
        try (var workspace = Workspace.open()) {
            checkout.build(workspace);
            var sizes = sizes();
            var results = new ArrayList<GrowthRun.Result>();
            for (var rows : sizes) {
                results.add(measure(rows, workspace));
                add(results.getLast(), report);
            }
            compare(results, report);
            new UploadTiming(layout, checkout, workspace, report).measure(sizes.getLast());
        }
        report.save(checkout);
        return 0;
    }

    private List<Integer> sizes() {
        return IntStream.iterate(Math.min(MIN_ROWS, max), rows -> rows <= max, rows -> rows * 10)
                .boxed()
                .toList();
    }

    private GrowthRun.Result measure(int rows, Workspace workspace) throws IOException, InterruptedException {
        var folder = workspace.folder("rows");
        var command = new ArrayList<>(
                JavaCommand.command(List.of(System.getProperty("java.class.path")), GrowthRun.class.getName()));
        command.addAll(List.of(layout.name(), Integer.toString(rows), folder.toString()));
        var process = new ProcessBuilder(command);
        process.environment().putAll(JavaCommand.ENVIRONMENT);
        var run = workspace.start("rows-" + rows, process);
        run.awaitSuccess();
        Workspace.delete(folder);
        return GrowthRun.Result.fromJson(run.lastLine());
    }

    private static void add(GrowthRun.Result result, Report report) {
        var perRow = result.perRow();
        report.addRow(
                "%,d".formatted(result.rows()),
                "%.2f s".formatted(result.accepted().toNanos() / 1e9),
                "%.2f s".formatted(result.done().toNanos() / 1e9),
                "%.0f µs".formatted(perRow.wallTime().toNanos() / 1e3),
                "%.0f µs".formatted(perRow.cpuTime().toNanos() / 1e3),
                result.memory().toString(),
                "%,.0f rows/s".formatted(result.outputRowsPerSecond()));
    }

    /// Compares the cost of a row at the largest size with that at 10,000 rows. Smaller sizes end too soon.
    private static void compare(List<GrowthRun.Result> results, Report report) {
        var largest = results.getLast();
        for (var result : results) {
            if (result.rows() == BASELINE_ROWS && largest.rows() > BASELINE_ROWS)
                report.addRemark(comparison(result, largest));
        }
    }

    private static String comparison(GrowthRun.Result baseline, GrowthRun.Result largest) {
        return "From %,d to %,d rows, a row costs %.2f times as much time, %.2f times as much processor time."
                .formatted(
                        baseline.rows(),
                        largest.rows(),
                        ratio(largest.perRow().wallTime(), baseline.perRow().wallTime()),
                        ratio(largest.perRow().cpuTime(), baseline.perRow().cpuTime()));
    }

    private static double ratio(Duration dividend, Duration divisor) {
        return (double) dividend.toNanos() / divisor.toNanos();
    }

    /// Measures how long a large upload waits for its 202 over HTTP. The server only accepts uploads, so that
    /// the second upload does not compete with the processing of the first.
    record UploadTiming(Layout layout, Checkout checkout, Workspace workspace, Report report) {

        void measure(int rows) throws IOException, InterruptedException {
            var syntheticCatalog = new SyntheticCatalog(
                    layout,
                    rows,
                    SyntheticCatalog.DEFAULT_IMAGES_PER_ROW,
                    image -> "http://127.0.0.1/images/" + image + ".jpg");
            var csv = syntheticCatalog.write(workspace.folder().resolve("upload.csv"));
            try (var serverProcess = ServerProcess.start(checkout, workspace, "--roles", "api");
                    var apiClient = new ApiClient(serverProcess)) {
                measure(
                        "as it is, the first to a server just started",
                        syntheticCatalog,
                        csv,
                        () -> apiClient.upload(csv));
                measure("as a form", syntheticCatalog, csv, () -> apiClient.uploadForm(csv));
                report.addRemark("The server that took both had %s at most.".formatted(serverProcess.peakMemory()));
            }
            Files.delete(csv);
        }

        private void measure(String method, SyntheticCatalog syntheticCatalog, Path csv, Stopwatch.Work upload)
                throws IOException, InterruptedException {
            var timing = new Stopwatch().time(upload);
            report.addRemark("Upload of %,d rows, %,d images, %.0f MB, %s: 202 after %.1f s."
                    .formatted(
                            syntheticCatalog.rows(),
                            syntheticCatalog.images(),
                            Files.size(csv) / 1e6,
                            method,
                            timing.wallTime().toNanos() / 1e9));
        }
    }
}
