package dev.halftone.bench.growth;

import dev.halftone.bench.results.Machine;
import dev.halftone.bench.results.Report;
import dev.halftone.bench.stage.Checkout;
import dev.halftone.bench.stage.Count;
import dev.halftone.bench.stage.Jvm;
import dev.halftone.bench.stage.Rig;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
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
    private static final int SMALLEST = 1_000;
    private static final int COMPARED = 10_000;
    private static final List<String> COLUMNS = List.of(
            "rows", "accepted after", "done after", "time a row", "processor time a row", "peak memory", "output CSV");

    private final Checkout checkout;

    @Option(
            names = "--max",
            paramLabel = "ROWS",
            converter = Count.class,
            defaultValue = "1000000",
            description = "The largest size (default: ${DEFAULT-VALUE}).")
    private int max;

    public GrowthBenchmark(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var libvips = Libvips.load(Optional.empty());
        var report = new Report("growth", Machine.here(checkout, libvips.version()), System.out, COLUMNS);
        try (var rig = Rig.open()) {
            checkout.build(rig);
            var sizes = sizes();
            var measured = new ArrayList<Measured>();
            for (var rows : sizes) {
                measured.add(measured(rows, rig));
                add(measured.getLast(), report);
            }
            compare(measured, report);
            new Uploads(checkout, rig, report).measure(sizes.getLast());
        }
        report.keep(checkout);
        return 0;
    }

    private List<Integer> sizes() {
        return IntStream.iterate(Math.min(SMALLEST, max), rows -> rows <= max, rows -> rows * 10)
                .boxed()
                .toList();
    }

    private static Measured measured(int rows, Rig rig) throws IOException, InterruptedException {
        var folder = rig.folder("rows");
        var command =
                new ArrayList<>(Jvm.command(List.of(System.getProperty("java.class.path")), GrowthRun.class.getName()));
        command.addAll(List.of(Integer.toString(rows), folder.toString()));
        var process = new ProcessBuilder(command);
        process.environment().putAll(Jvm.ENVIRONMENT);
        var run = rig.start("rows-" + rows, process);
        run.awaitSuccess();
        Rig.delete(folder);
        return Measured.read(run.lastWord());
    }

    private static void add(Measured measured, Report report) {
        var aRow = measured.aRow();
        report.row(
                "%,d".formatted(measured.rows()),
                "%.2f s".formatted(measured.accepted().toNanos() / 1e9),
                "%.2f s".formatted(measured.done().toNanos() / 1e9),
                "%.0f µs".formatted(aRow.time().toNanos() / 1e3),
                "%.0f µs".formatted(aRow.processor().toNanos() / 1e3),
                measured.memory().toString(),
                "%,.0f rows/s".formatted(measured.outputRowsASecond()));
    }

    /// What a row of the largest size costs, measured by one of ten thousand: smaller sizes are over too soon.
    private static void compare(List<Measured> measured, Report report) {
        var largest = measured.getLast();
        for (var size : measured) {
            if (size.rows() == COMPARED && largest.rows() > COMPARED) report.remark(comparison(size, largest));
        }
    }

    private static String comparison(Measured size, Measured largest) {
        return "From %,d to %,d rows, a row costs %.2f times as much time, %.2f times as much processor time."
                .formatted(
                        size.rows(),
                        largest.rows(),
                        ratio(largest.aRow().time(), size.aRow().time()),
                        ratio(largest.aRow().processor(), size.aRow().processor()));
    }

    private static double ratio(Duration of, Duration to) {
        return (double) of.toNanos() / to.toNanos();
    }
}
