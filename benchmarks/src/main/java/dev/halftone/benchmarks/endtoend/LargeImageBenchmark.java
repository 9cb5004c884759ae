package dev.halftone.benchmarks.endtoend;

import dev.halftone.benchmarks.harness.Checkout;
import dev.halftone.benchmarks.harness.ImageHost;
import dev.halftone.benchmarks.harness.JavaCommand;
import dev.halftone.benchmarks.harness.PeakMemory;
import dev.halftone.benchmarks.harness.PositiveIntConverter;
import dev.halftone.benchmarks.harness.Stopwatch;
import dev.halftone.benchmarks.harness.SyntheticCatalog;
import dev.halftone.benchmarks.harness.Workspace;
import dev.halftone.benchmarks.image.Photograph;
import dev.halftone.benchmarks.image.PhotographEncoder;
import dev.halftone.benchmarks.results.Machine;
import dev.halftone.benchmarks.results.Report;
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
public final class LargeImageBenchmark implements Callable<Integer> {
    private static final long SEED = 20260101;
    private static final Photograph.Size LARGE = new Photograph.Size(7000, 7000);

    // Mirrored ten by ten times: a whole photograph as a PNG would be larger than any image may be.
    private static final Photograph.Size TILE = new Photograph.Size(700, 700);
    private static final List<String> COLUMNS =
            List.of("each a", "of", "done after", "processor time an image", "peak memory");

    private final Checkout checkout;

    @Option(
            names = "--images",
            paramLabel = "N",
            converter = PositiveIntConverter.class,
            defaultValue = "100",
            description = "How many of each kind (default: ${DEFAULT-VALUE}).")
    private int images;

    public LargeImageBenchmark(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var libvips = Libvips.load(Optional.empty());
        var report = new Report("large", Machine.current(checkout, libvips.version()), System.out, COLUMNS);
        try (var workspace = Workspace.open()) {
            checkout.build(workspace);
            var site = workspace.folder("site");
            writeImages(new PhotographEncoder(libvips), site);
            var host = ImageHost.serve(site, List.of(ImageHost.LOOPBACK), checkout, workspace);
            report.addRemark("%d images of %s in each run, all named at once, from %s.".formatted(images, LARGE, host));
            for (var kind : ImageVariant.values()) measure(kind, site, host, workspace, report);
        }
        report.save(checkout);
        return 0;
    }

    private static void writeImages(PhotographEncoder photographEncoder, Path site) throws IOException {
        var photograph = Photograph.synthetic(SEED).crop(0, 0, TILE).resizedTo(LARGE);
        for (var kind : ImageVariant.values()) {
            var coded = photographEncoder.encode(photograph, kind.saver(), kind.options());
            Files.write(site.resolve(kind.fileName()), coded.array());
        }
    }

    private void measure(ImageVariant kind, Path site, ImageHost host, Workspace workspace, Report report)
            throws IOException, InterruptedException {
        var syntheticCatalog =
                new SyntheticCatalog(images, 1, image -> host.url(ImageHost.LOOPBACK, kind.fileName()) + "?" + image);
        var csv = syntheticCatalog.write(workspace.folder().resolve("large.csv"));
        var out = workspace.folder().resolve("out");
        var peak = new AtomicReference<>(new PeakMemory(0));
        var timing = new Stopwatch().time(() -> peak.set(run(csv, out, workspace)));
        Workspace.delete(out);
        report.addRow(
                kind.toString(),
                "%.1f MB".formatted(Files.size(site.resolve(kind.fileName())) / 1e6),
                "%.1f s".formatted(timing.wallTime().toNanos() / 1e9),
                "%.2f s".formatted(timing.cpuTime().toNanos() / 1e9 / images),
                peak.get().toString());
    }

    /// It succeeds only where every image has.
    private PeakMemory run(Path csv, Path out, Workspace workspace) throws IOException, InterruptedException {
        var command = List.of(
                checkout.launcher().toString(),
                "run",
                csv.toString(),
                "--out",
                out.toString(),
                "--allow-private-networks");
        var process = new ProcessBuilder(command);
        process.environment().putAll(JavaCommand.ENVIRONMENT);
        var run = workspace.start("run", process);
        var peak = PeakMemory.sampleUntilExit(run);
        run.awaitSuccess();
        return peak;
    }

    /// How a large picture is coded: what of it a decoder must hold at once differs.
    enum ImageVariant {
        JPEG("jpg", "jpegsave_buffer", "Q=90"),
        PROGRESSIVE_JPEG("progressive.jpg", "jpegsave_buffer", "Q=90,interlace=true"),
        PNG("png", "pngsave_buffer", "compression=6"),
        INTERLACED_PNG("interlaced.png", "pngsave_buffer", "compression=6,interlace=true"),
        WEBP("webp", "webpsave_buffer", "Q=90");

        private final String fileName;
        private final String saver;
        private final String options;

        ImageVariant(String extension, String saver, String options) {
            this.fileName = "large." + extension;
            this.saver = saver;
            this.options = options;
        }

        /// Its name at the server.
        String fileName() {
            return fileName;
        }

        /// libvips' operation that writes it.
        String saver() {
            return saver;
        }

        /// Of that operation.
        String options() {
            return options;
        }

        @Override
        public String toString() {
            return switch (this) {
                case JPEG -> "JPEG";
                case PROGRESSIVE_JPEG -> "JPEG, progressive";
                case PNG -> "PNG";
                case INTERLACED_PNG -> "PNG, interlaced";
                case WEBP -> "WebP";
            };
        }
    }
}
