package dev.halftone.benchmarks.endtoend;

import dev.halftone.benchmarks.harness.ApiClient;
import dev.halftone.benchmarks.harness.Checkout;
import dev.halftone.benchmarks.harness.JavaCommand;
import dev.halftone.benchmarks.harness.PositiveIntConverter;
import dev.halftone.benchmarks.harness.ServerProcess;
import dev.halftone.benchmarks.harness.Stopwatch;
import dev.halftone.benchmarks.harness.SyntheticCatalog;
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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "growth",
        description = {
            "What a row of two images costs when there are a thousand, ten thousand, a hundred thousand, a million: time,"
                    + " processor time and memory, each size in a process of its own, with images that only take a"
                    + " millisecond.",
            "And how long the upload of the largest waits for its 202, over HTTP."
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
            description = "The largest size (default: ${DEFAULT-VALUE}).")
    private int max;

    public GrowthBenchmark(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var libvips = Libvips.load(Optional.empty());
        var report = new Report("growth", Machine.current(checkout, libvips.version()), System.out, COLUMNS);
        try (var workspace = Workspace.open()) {
            checkout.build(workspace);
            var sizes = sizes();
            var measured = new ArrayList<GrowthRun.Result>();
            for (var rows : sizes) {
                measured.add(measure(rows, workspace));
                add(measured.getLast(), report);
            }
            compare(measured, report);
            new UploadTiming(checkout, workspace, report).measure(sizes.getLast());
        }
        report.save(checkout);
        return 0;
    }

    private List<Integer> sizes() {
        return IntStream.iterate(Math.min(MIN_ROWS, max), rows -> rows <= max, rows -> rows * 10)
                .boxed()
                .toList();
    }

    private static GrowthRun.Result measure(int rows, Workspace workspace) throws IOException, InterruptedException {
        var folder = workspace.folder("rows");
        var command = new ArrayList<>(
                JavaCommand.command(List.of(System.getProperty("java.class.path")), GrowthRun.class.getName()));
        command.addAll(List.of(Integer.toString(rows), folder.toString()));
        var process = new ProcessBuilder(command);
        process.environment().putAll(JavaCommand.ENVIRONMENT);
        var run = workspace.start("rows-" + rows, process);
        run.awaitSuccess();
        Workspace.delete(folder);
        return GrowthRun.Result.fromJson(run.lastLine());
    }

    private static void add(GrowthRun.Result result, Report report) {
        var aRow = result.perRow();
        report.addRow(
                "%,d".formatted(result.rows()),
                "%.2f s".formatted(result.accepted().toNanos() / 1e9),
                "%.2f s".formatted(result.done().toNanos() / 1e9),
                "%.0f µs".formatted(aRow.wallTime().toNanos() / 1e3),
                "%.0f µs".formatted(aRow.cpuTime().toNanos() / 1e3),
                result.memory().toString(),
                "%,.0f rows/s".formatted(result.outputRowsPerSecond()));
    }

    /// What a row of the largest size costs, measured by one of ten thousand: smaller sizes are over too soon.
    private static void compare(List<GrowthRun.Result> measured, Report report) {
        var largest = measured.getLast();
        for (var size : measured) {
            if (size.rows() == BASELINE_ROWS && largest.rows() > BASELINE_ROWS)
                report.addRemark(comparison(size, largest));
        }
    }

    private static String comparison(GrowthRun.Result size, GrowthRun.Result largest) {
        return "From %,d to %,d rows, a row costs %.2f times as much time, %.2f times as much processor time."
                .formatted(
                        size.rows(),
                        largest.rows(),
                        ratio(largest.perRow().wallTime(), size.perRow().wallTime()),
                        ratio(largest.perRow().cpuTime(), size.perRow().cpuTime()));
    }

    private static double ratio(Duration of, Duration to) {
        return (double) of.toNanos() / to.toNanos();
    }

    /// How long a large upload waits for its 202, over HTTP. The server takes uploads and does nothing else, so
    /// that the second does not wait for the first to be worked off.
    record UploadTiming(Checkout checkout, Workspace workspace, Report report) {

        void measure(int rows) throws IOException, InterruptedException {
            var syntheticCatalog = new SyntheticCatalog(
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

        private void measure(String how, SyntheticCatalog syntheticCatalog, Path csv, Stopwatch.Work upload)
                throws IOException, InterruptedException {
            var timing = new Stopwatch().time(upload);
            report.addRemark("Upload of %,d rows, %,d images, %.0f MB, %s: 202 after %.1f s."
                    .formatted(
                            syntheticCatalog.rows(),
                            syntheticCatalog.images(),
                            Files.size(csv) / 1e6,
                            how,
                            timing.wallTime().toNanos() / 1e9));
        }
    }
}
