package dev.halftone.benchmarks.endtoend;

import dev.halftone.benchmarks.harness.ApiClient;
import dev.halftone.benchmarks.harness.Checkout;
import dev.halftone.benchmarks.harness.ImageHost.FreePort;
import dev.halftone.benchmarks.harness.PositiveIntConverter;
import dev.halftone.benchmarks.harness.ServerProcess;
import dev.halftone.benchmarks.harness.SyntheticCatalog;
import dev.halftone.benchmarks.harness.Workspace;
import dev.halftone.benchmarks.image.Photograph;
import dev.halftone.benchmarks.image.PhotographEncoder;
import dev.halftone.benchmarks.results.Machine;
import dev.halftone.benchmarks.results.Report;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "image-service",
        description =
                "Measures what it costs the server to hand images over to an image service and to record its results:"
                        + " time, processor time and memory. The service does nothing but answer, with a small JPEG for each"
                        + " image. Three times as many images show whether memory grows with them.")
public final class ImageServiceBenchmark implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("images", "images/s", "processor time an image", "peak memory");

    /// Enough for the JVM to compile the hot code. Otherwise each image would pay for that.
    private static final int WARM_UP_IMAGES = 10_000;

    private static final int LARGER = 3;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final Photograph.Size IMAGE_SIZE = new Photograph.Size(200, 150);

    private final Checkout checkout;

    @Option(
            names = "--images",
            paramLabel = "IMAGES",
            converter = PositiveIntConverter.class,
            defaultValue = "10000",
            description = "Images of the smaller catalogue (default: ${DEFAULT-VALUE}).")
    private int images;

    public ImageServiceBenchmark(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var libvips = Libvips.load(Optional.empty());
        var report = new Report("image-service", Machine.current(checkout, libvips.version()), System.out, COLUMNS);
        var image = smallJpeg(libvips);
        report.addRemark(
                "A job for each chunk of 64 images, a callback for each job, a JPEG of %,d bytes for each image; after %,d images."
                        .formatted(image.array().length, WARM_UP_IMAGES));
        try (var workspace = Workspace.open();
                var service = new AnsweringService(image)) {
            checkout.build(workspace);
            for (var count : List.of(images, LARGER * images)) measure(count, service, workspace, report);
            service.requireNoProblem();
        }
        report.save(checkout);
        return 0;
    }

    private static ImageBytes smallJpeg(Libvips libvips) {
        var photograph = Photograph.synthetic(1).crop(0, 0, new Photograph.Size(400, 300));
        return new PhotographEncoder(libvips)
                .encodeJpeg(photograph.resizedTo(IMAGE_SIZE), PhotographEncoder.TYPICAL_JPEG_OPTIONS);
    }

    /// Each size has a server of its own, so that the peak memory belongs to this size alone.
    private void measure(int count, AnsweringService service, Workspace workspace, Report report)
            throws IOException, InterruptedException {
        var port = FreePort.find();
        try (var server = ServerProcess.startAt(
                        port,
                        checkout,
                        workspace,
                        "--allow-private-networks",
                        "--image-service=" + service.url(),
                        "--image-service-secret=" + service.writeSecrets(workspace),
                        "--callback-url=http://127.0.0.1:" + port);
                var client = new ApiClient(server)) {
            var poller = new ApiClient.Poller(client, POLL_INTERVAL);
            poller.uploadAndAwaitSuccess(csv(WARM_UP_IMAGES, workspace), WARM_UP_IMAGES);
            var csv = csv(count, workspace);
            var before = server.processorTime();
            var time = poller.uploadAndAwaitSuccess(csv, count);
            var processorTime = server.processorTime().minus(before);
            report.addRow(
                    "%,d".formatted(count),
                    "%.0f".formatted(count * 1e9 / time.toNanos()),
                    "%.0f µs".formatted(processorTime.toNanos() / 1e3 / count),
                    server.peakMemory().toString());
        }
    }

    private static Path csv(int count, Workspace workspace) throws IOException {
        // Nobody fetches them.
        var catalog = new SyntheticCatalog(count, 1, image -> "http://127.0.0.1:9/" + count + "/" + image + ".jpg");
        return catalog.write(workspace.folder().resolve(count + ".csv"));
    }
}
