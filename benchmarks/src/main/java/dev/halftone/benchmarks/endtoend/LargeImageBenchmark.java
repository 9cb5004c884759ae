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
            "Measures the memory that halftone run needs for a hundred images of 49 megapixels of each kind, all in"
                    + " one CSV, with default settings. Every image must succeed."
        })
public final class LargeImageBenchmark implements Callable<Integer> {
    private static final long SEED = 20260101;
    private static final Photograph.Size LARGE = new Photograph.Size(7000, 7000);

    // Mirrored 10 x 10 times: a PNG of a whole photograph of this size would exceed the maximum image size.
    private static final Photograph.Size TILE = new Photograph.Size(700, 700);
    private static final List<String> COLUMNS =
            List.of("each a", "of", "done after", "processor time an image", "peak memory");

    private final Checkout checkout;

    @Option(
            names = "--images",
            paramLabel = "N",
            converter = PositiveIntConverter.class,
            defaultValue = "100",
            description = "Images of each kind (default: ${DEFAULT-VALUE}).")
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
            for (var variant : ImageVariant.values()) measure(variant, site, host, workspace, report);
        }
        report.save(checkout);
        return 0;
    }

    private static void writeImages(PhotographEncoder photographEncoder, Path site) throws IOException {
        var photograph = Photograph.synthetic(SEED).crop(0, 0, TILE).resizedTo(LARGE);
        for (var variant : ImageVariant.values()) {
            var encoded = photographEncoder.encode(photograph, variant.saver(), variant.options());
            Files.write(site.resolve(variant.fileName()), encoded.array());
        }
    }

    private void measure(ImageVariant variant, Path site, ImageHost host, Workspace workspace, Report report)
            throws IOException, InterruptedException {
        var syntheticCatalog = new SyntheticCatalog(
                images, 1, image -> host.url(ImageHost.LOOPBACK, variant.fileName()) + "?" + image);
        var csv = syntheticCatalog.write(workspace.folder().resolve("large.csv"));
        var out = workspace.folder().resolve("out");
        var peak = new AtomicReference<>(new PeakMemory(0));
        var timing = new Stopwatch().time(() -> peak.set(run(csv, out, workspace)));
        Workspace.delete(out);
        report.addRow(
                variant.toString(),
                "%.1f MB".formatted(Files.size(site.resolve(variant.fileName())) / 1e6),
                "%.1f s".formatted(timing.wallTime().toNanos() / 1e9),
                "%.2f s".formatted(timing.cpuTime().toNanos() / 1e9 / images),
                peak.get().toString());
    }

    /// Runs Halftone, which succeeds only if every image does.
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

    /// The coding of a large image. It decides how much of the image a decoder must hold in memory.
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

        /// The file name on the server.
        String fileName() {
            return fileName;
        }

        /// The libvips operation that encodes it.
        String saver() {
            return saver;
        }

        /// The options for that operation.
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
