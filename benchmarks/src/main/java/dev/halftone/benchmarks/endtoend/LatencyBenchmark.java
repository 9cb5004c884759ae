package dev.halftone.benchmarks.endtoend;

import dev.halftone.benchmarks.harness.ApiClient;
import dev.halftone.benchmarks.harness.Checkout;
import dev.halftone.benchmarks.harness.ImageHost;
import dev.halftone.benchmarks.harness.PositiveIntConverter;
import dev.halftone.benchmarks.harness.ServerProcess;
import dev.halftone.benchmarks.harness.SyntheticCatalog;
import dev.halftone.benchmarks.harness.Workspace;
import dev.halftone.benchmarks.image.PhotographEncoder;
import dev.halftone.benchmarks.image.SyntheticJpegs;
import dev.halftone.benchmarks.results.Machine;
import dev.halftone.benchmarks.results.Percentiles;
import dev.halftone.benchmarks.results.Report;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "latency",
        description = {
            "Measures how long a client of halftone serve waits: for a status while a large request runs, for the first"
                    + " image, for ten images beside a large request, and for a request with hosts that hang."
        })
public final class LatencyBenchmark implements Callable<Integer> {
    private static final int IMAGES = 50;

    private final Checkout checkout;

    @Option(
            names = "--rows",
            paramLabel = "N",
            converter = PositiveIntConverter.class,
            defaultValue = "100000",
            description = "Rows, with two images each, of the request whose status is polled"
                    + " (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            converter = PositiveIntConverter.class,
            defaultValue = "20",
            description = "Time for storing its rows in the ledger, reported separately (default: ${DEFAULT-VALUE}).")
    private int settle;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            converter = PositiveIntConverter.class,
            defaultValue = "40",
            description = "Time to poll the status after that (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--large",
            paramLabel = "IMAGES",
            converter = PositiveIntConverter.class,
            defaultValue = "20000",
            description = "Images of the request beside which ten images are timed (default: ${DEFAULT-VALUE}).")
    private int large;

    public LatencyBenchmark(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var libvips = Libvips.load(Optional.empty());
        var report = new Report(
                "latency",
                Machine.current(checkout, libvips.version()),
                System.out,
                List.of("what is waited for", "median", "and"));
        try (var workspace = Workspace.open()) {
            checkout.build(workspace);
            measure(site(new SyntheticJpegs(new PhotographEncoder(libvips)), workspace), workspace, report);
        }
        report.save(checkout);
        return 0;
    }

    private void measure(CatalogGenerator catalogGenerator, Workspace workspace, Report report)
            throws IOException, InterruptedException {
        report.addRemark("JPEGs of a megapixel, from " + catalogGenerator.host() + ".");
        new FirstImageLatency(checkout, workspace, catalogGenerator, report).measure();
        new SmallRequestLatency(checkout, workspace, catalogGenerator, report).measure(large);
        if (catalogGenerator.addresses().size() > 1)
            new HangingHostLatency(checkout, workspace, catalogGenerator, report).measure();
        else report.addRemark("Hosts that hang are left out: this machine has one address of its own only.");
        new StatusLatency(checkout, workspace, catalogGenerator, report)
                .measure(rows, Duration.ofSeconds(settle), Duration.ofSeconds(seconds));
    }

    private CatalogGenerator site(SyntheticJpegs syntheticJpegs, Workspace workspace)
            throws IOException, InterruptedException {
        var folder = workspace.folder("site");
        SyntheticJpegs.writeTo(syntheticJpegs.generate(IMAGES), folder);
        var addresses = Stream.concat(
                        Stream.of(ImageHost.LOOPBACK),
                        hasManyAddresses() ? HangingHostLatency.addresses().stream() : Stream.of())
                .toList();
        var host = ImageHost.serve(folder, addresses, checkout, workspace);
        return new CatalogGenerator(host, addresses, IMAGES, workspace.folder("requests"), new AtomicLong());
    }

    private static boolean hasManyAddresses() {
        try (var _ = new ServerSocket(
                0, 1, InetAddress.ofLiteral(HangingHostLatency.addresses().getLast()))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Generates catalogues for image hosts with a few images. Each image has any number of URLs, and no two
    /// requests use the same URL.
    ///
    /// @param addresses the addresses of the hosts that respond
    /// @param imageCount the number of different images
    record CatalogGenerator(ImageHost host, List<String> addresses, int imageCount, Path folder, AtomicLong nextCsv) {

        /// Writes a CSV of `rows` rows with two images each, all on the first host.
        Path csv(int rows) throws IOException {
            return csv(rows, SyntheticCatalog.DEFAULT_IMAGES_PER_ROW, addresses.subList(0, 1));
        }

        /// Writes a CSV of `rows` rows with one image each, on these hosts in turn.
        Path csvAcrossHosts(List<String> hosts, int rows) throws IOException {
            return csv(rows, 1, hosts);
        }

        private Path csv(int rows, int imagesPerRow, List<String> hosts) throws IOException {
            var number = nextCsv.getAndIncrement();
            var syntheticCatalog = new SyntheticCatalog(rows, imagesPerRow, image -> {
                var address = hosts.get((int) (image % hosts.size()));
                return host.url(address, image % imageCount + ".jpg?" + number + "-" + image);
            });
            return syntheticCatalog.write(folder.resolve("request-" + number + ".csv"));
        }
    }

    /// Formats durations.
    static final class Durations {
        private static final Duration MILLISECONDS_BELOW = Duration.ofSeconds(1);

        private Durations() {}

        static String format(Duration time) {
            return time.compareTo(MILLISECONDS_BELOW) < 0
                    ? "%.1f ms".formatted(time.toNanos() / 1e6)
                    : "%.2f s".formatted(time.toNanos() / 1e9);
        }

        static double ratio(Duration dividend, Duration divisor) {
            return (double) dividend.toNanos() / divisor.toNanos();
        }
    }

    /// Measures the time from an upload to its first image on an idle server.
    record FirstImageLatency(Checkout checkout, Workspace workspace, CatalogGenerator catalogGenerator, Report report) {
        private static final int ROWS = 10;
        private static final int REPETITIONS = 10;

        void measure() throws IOException, InterruptedException {
            try (var serverProcess = ServerProcess.start(checkout, workspace, "--allow-private-networks");
                    var apiClient = new ApiClient(serverProcess)) {
                var poller = new ApiClient.Poller(apiClient);
                var firstTime = poller.uploadAndPollUntil(catalogGenerator.csv(ROWS), status -> status.succeeded() > 0)
                        .time();
                var times = new ArrayList<Duration>();
                for (var repetition = 0; repetition < REPETITIONS; repetition++)
                    times.add(poller.uploadAndPollUntil(catalogGenerator.csv(ROWS), status -> status.succeeded() > 0)
                            .time());
                report.addRow(
                        "upload of %d rows to the first image".formatted(ROWS),
                        Durations.format(Percentiles.of(times).median()),
                        "the first time after the start " + Durations.format(firstTime));
            }
        }
    }

    /// Measures the status request while the server processes a large request at full speed.
    record StatusLatency(Checkout checkout, Workspace workspace, CatalogGenerator catalogGenerator, Report report) {
        private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

        /// Polls first while the rows are still being stored in the ledger, then for the given time.
        ///
        /// @param settle the length of the first part
        /// @param time the length of the second part
        void measure(int rows, Duration settle, Duration time) throws IOException, InterruptedException {
            try (var serverProcess = ServerProcess.start(checkout, workspace, "--allow-private-networks");
                    var apiClient = new ApiClient(serverProcess)) {
                var requestId = apiClient.upload(catalogGenerator.csv(rows));
                var rowName = "status, request of %,d rows, ".formatted(rows);
                report(rowName + "from the 202 on for " + settle.toSeconds() + " s", apiClient, requestId, settle);
                report(rowName + "the next " + time.toSeconds() + " s", apiClient, requestId, time);
                report.addRemark("The server that worked off %,d rows had %s at most."
                        .formatted(rows, serverProcess.peakMemory()));
            }
        }

        private void report(String rowName, ApiClient apiClient, String requestId, Duration time)
                throws IOException, InterruptedException {
            var times = new ArrayList<Duration>();
            var before = apiClient.status(requestId);
            var start = System.nanoTime();
            while (System.nanoTime() - start < time.toNanos()) {
                var requestStart = System.nanoTime();
                apiClient.status(requestId);
                times.add(Duration.ofNanos(System.nanoTime() - requestStart));
                Thread.sleep(POLL_INTERVAL);
            }
            var after = apiClient.status(requestId);
            if (after.completed()) throw new IllegalStateException("the request ended too soon: give it more --rows");
            if (after.failed() > 0) throw new IllegalStateException("images failed: " + after);
            var images = (after.succeeded() - before.succeeded()) / (time.toNanos() / 1e9);
            var percentiles = Percentiles.of(times);
            report.addRow(
                    rowName,
                    Durations.format(percentiles.median()),
                    "p99 %s, longest %s, over %,d calls; %.0f images/s"
                            .formatted(
                                    Durations.format(percentiles.p99()),
                                    Durations.format(percentiles.longest()),
                                    percentiles.count(),
                                    images));
        }
    }
}
