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
            "How long a client of halftone serve waits: for a status while a large request runs, for the first image,"
                    + " for ten images beside many, for a request of whose hosts some hang."
        })
public final class LatencyBenchmark implements Callable<Integer> {
    private static final int IMAGES = 50;

    private final Checkout checkout;

    @Option(
            names = "--rows",
            paramLabel = "N",
            converter = PositiveIntConverter.class,
            defaultValue = "100000",
            description = "Rows, of two images, of the request during which the status is asked for"
                    + " (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            converter = PositiveIntConverter.class,
            defaultValue = "20",
            description = "Time for its rows to come into the ledger, reported on its own (default: ${DEFAULT-VALUE}).")
    private int settle;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            converter = PositiveIntConverter.class,
            defaultValue = "40",
            description = "Time for which the status is asked for then (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--large",
            paramLabel = "IMAGES",
            converter = PositiveIntConverter.class,
            defaultValue = "20000",
            description = "Images of the request beside which ten are timed (default: ${DEFAULT-VALUE}).")
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

    /// Image hosts with a few pictures, each under as many URLs as are asked for: no two requests name the same
    /// one.
    ///
    /// @param addresses those of the hosts that answer
    /// @param imageCount how many different ones there are
    record CatalogGenerator(ImageHost host, List<String> addresses, int imageCount, Path folder, AtomicLong nextCsv) {

        /// A CSV of so many rows, two images each, all at the first host.
        Path csv(int rows) throws IOException {
            return csv(rows, SyntheticCatalog.DEFAULT_IMAGES_PER_ROW, addresses.subList(0, 1));
        }

        /// A CSV of rows with one image each, at all of these hosts in turn.
        Path csvAcrossHosts(List<String> hosts, int rows) throws IOException {
            return csv(rows, 1, hosts);
        }

        private Path csv(int rows, int imagesARow, List<String> hosts) throws IOException {
            var number = nextCsv.getAndIncrement();
            var syntheticCatalog = new SyntheticCatalog(rows, imagesARow, image -> {
                var address = hosts.get((int) (image % hosts.size()));
                return host.url(address, image % imageCount + ".jpg?" + number + "-" + image);
            });
            return syntheticCatalog.write(folder.resolve("request-" + number + ".csv"));
        }
    }

    /// Times as they are read.
    static final class Durations {
        private static final Duration SHORT = Duration.ofSeconds(1);

        private Durations() {}

        static String format(Duration time) {
            return time.compareTo(SHORT) < 0
                    ? "%.1f ms".formatted(time.toNanos() / 1e6)
                    : "%.2f s".formatted(time.toNanos() / 1e9);
        }

        static double ratio(Duration of, Duration to) {
            return (double) of.toNanos() / to.toNanos();
        }
    }

    /// How long it takes from an upload to its first image, on a server that has nothing else to do.
    record FirstImageLatency(Checkout checkout, Workspace workspace, CatalogGenerator catalogGenerator, Report report) {
        private static final int ROWS = 10;
        private static final int REPETITIONS = 10;

        void measure() throws IOException, InterruptedException {
            try (var serverProcess = ServerProcess.start(checkout, workspace, "--allow-private-networks");
                    var apiClient = new ApiClient(serverProcess)) {
                var poller = new ApiClient.Poller(apiClient);
                var coldly = poller.uploadAndPollUntil(catalogGenerator.csv(ROWS), status -> status.succeeded() > 0)
                        .time();
                var times = new ArrayList<Duration>();
                for (var time = 0; time < REPETITIONS; time++)
                    times.add(poller.uploadAndPollUntil(catalogGenerator.csv(ROWS), status -> status.succeeded() > 0)
                            .time());
                report.addRow(
                        "upload of %d rows to the first image".formatted(ROWS),
                        Durations.format(Percentiles.of(times).median()),
                        "the first time after the start " + Durations.format(coldly));
            }
        }
    }

    /// How long the status call takes while a large request is worked off as fast as the machine can.
    record StatusLatency(Checkout checkout, Workspace workspace, CatalogGenerator catalogGenerator, Report report) {
        private static final Duration PAUSE = Duration.ofMillis(10);

        /// Asks first while the rows are still on their way into the ledger, then for as long as is told.
        ///
        /// @param settle how long the first part is
        void measure(int rows, Duration settle, Duration time) throws IOException, InterruptedException {
            try (var serverProcess = ServerProcess.start(checkout, workspace, "--allow-private-networks");
                    var apiClient = new ApiClient(serverProcess)) {
                var request = apiClient.upload(catalogGenerator.csv(rows));
                var table = "status, request of %,d rows, ".formatted(rows);
                report(table + "from the 202 on for " + settle.toSeconds() + " s", apiClient, request, settle);
                report(table + "the next " + time.toSeconds() + " s", apiClient, request, time);
                report.addRemark("The server that worked off %,d rows had %s at most."
                        .formatted(rows, serverProcess.peakMemory()));
            }
        }

        private void report(String what, ApiClient apiClient, String request, Duration time)
                throws IOException, InterruptedException {
            var times = new ArrayList<Duration>();
            var before = apiClient.status(request);
            var began = System.nanoTime();
            while (System.nanoTime() - began < time.toNanos()) {
                var asked = System.nanoTime();
                apiClient.status(request);
                times.add(Duration.ofNanos(System.nanoTime() - asked));
                Thread.sleep(PAUSE);
            }
            var after = apiClient.status(request);
            if (after.completed()) throw new IllegalStateException("the request ended too soon: give it more --rows");
            if (after.failed() > 0) throw new IllegalStateException("images failed: " + after);
            var images = (after.succeeded() - before.succeeded()) / (time.toNanos() / 1e9);
            var seen = Percentiles.of(times);
            report.addRow(
                    what,
                    Durations.format(seen.median()),
                    "p99 %s, longest %s, over %,d calls; %.0f images/s"
                            .formatted(
                                    Durations.format(seen.p99()),
                                    Durations.format(seen.longest()),
                                    seen.count(),
                                    images));
        }
    }
}
