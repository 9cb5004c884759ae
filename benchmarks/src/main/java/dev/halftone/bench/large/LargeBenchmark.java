package dev.halftone.bench.large;

import dev.halftone.bench.host.PictureHost;
import dev.halftone.bench.picture.Darkroom;
import dev.halftone.bench.picture.Photograph;
import dev.halftone.bench.picture.Size;
import dev.halftone.bench.results.Machine;
import dev.halftone.bench.results.Report;
import dev.halftone.bench.stage.Checkout;
import dev.halftone.bench.stage.Count;
import dev.halftone.bench.stage.Jvm;
import dev.halftone.bench.stage.PeakMemory;
import dev.halftone.bench.stage.Rig;
import dev.halftone.bench.stage.Stopwatch;
import dev.halftone.bench.table.Table;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "large",
        description = {
            "What memory halftone run takes for a hundred pictures of 49 megapixels at once, of each kind, with the"
                    + " settings that it has by default: each must end well."
        })
public final class LargeBenchmark implements Callable<Integer> {
    private static final long SEED = 20260101;
    private static final Size LARGE = new Size(7000, 7000);

    // Mirrored ten by ten times: a whole photograph as a PNG would be larger than any image may be.
    private static final Size TILE = new Size(700, 700);
    private static final List<String> COLUMNS =
            List.of("each a", "of", "done after", "processor time an image", "peak memory");

    private final Checkout checkout;

    @Option(
            names = "--images",
            paramLabel = "N",
            converter = Count.class,
            defaultValue = "100",
            description = "How many of each kind (default: ${DEFAULT-VALUE}).")
    private int images;

    public LargeBenchmark(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var libvips = Libvips.load(Optional.empty());
        var report = new Report("large", Machine.here(checkout, libvips.version()), System.out, COLUMNS);
        try (var rig = Rig.open()) {
            checkout.build(rig);
            var site = rig.folder("site");
            shelve(new Darkroom(libvips), site);
            var host = PictureHost.serve(site, List.of(PictureHost.LOOPBACK), checkout, rig);
            report.remark("%d images of %s in each run, all named at once, from %s.".formatted(images, LARGE, host));
            for (var kind : LargeKind.values()) measure(kind, site, host, rig, report);
        }
        report.keep(checkout);
        return 0;
    }

    private static void shelve(Darkroom darkroom, Path site) throws IOException {
        var photograph = Photograph.drawn(SEED).part(0, 0, TILE).of(LARGE);
        for (var kind : LargeKind.values()) {
            var coded = darkroom.coded(photograph, kind.saver(), kind.options());
            Files.write(site.resolve(kind.file()), coded.array());
        }
    }

    private void measure(LargeKind kind, Path site, PictureHost host, Rig rig, Report report)
            throws IOException, InterruptedException {
        var table = new Table(images, 1, image -> host.url(PictureHost.LOOPBACK, kind.file()) + "?" + image);
        var csv = table.write(rig.folder().resolve("large.csv"));
        var out = rig.folder().resolve("out");
        var peak = new AtomicReference<>(new PeakMemory(0));
        var took = new Stopwatch().time(() -> peak.set(run(csv, out, rig)));
        Rig.delete(out);
        report.row(
                kind.toString(),
                "%.1f MB".formatted(Files.size(site.resolve(kind.file())) / 1e6),
                "%.1f s".formatted(took.time().toNanos() / 1e9),
                "%.2f s".formatted(took.processor().toNanos() / 1e9 / images),
                peak.get().toString());
    }

    /// It succeeds only where every image has.
    private PeakMemory run(Path csv, Path out, Rig rig) throws IOException, InterruptedException {
        var command = List.of(
                checkout.halftone().toString(),
                "run",
                csv.toString(),
                "--out",
                out.toString(),
                "--allow-private-networks");
        var process = new ProcessBuilder(command);
        process.environment().putAll(Jvm.ENVIRONMENT);
        var run = rig.start("run", process);
        var peak = PeakMemory.untilTheEndOf(run);
        run.awaitSuccess();
        return peak;
    }
}
