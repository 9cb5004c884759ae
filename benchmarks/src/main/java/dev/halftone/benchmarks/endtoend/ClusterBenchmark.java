package dev.halftone.benchmarks.endtoend;

import dev.halftone.benchmarks.harness.ApiClient;
import dev.halftone.benchmarks.harness.Checkout;
import dev.halftone.benchmarks.harness.DatabaseServer;
import dev.halftone.benchmarks.harness.ImageHost.FreePort;
import dev.halftone.benchmarks.harness.PositiveIntConverter;
import dev.halftone.benchmarks.harness.ServerProcess;
import dev.halftone.benchmarks.harness.SyntheticCatalog;
import dev.halftone.benchmarks.harness.Workspace;
import dev.halftone.benchmarks.results.Machine;
import dev.halftone.benchmarks.results.Report;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "cluster",
        description = "Measures how many images of one request several nodes on one PostgreSQL settle, and what that"
                + " costs the database. An image service that only answers refuses each image, so nothing is fetched,"
                + " coded or stored.")
public final class ClusterBenchmark implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of(
            "nodes",
            "images",
            "images/s",
            "transactions an image",
            "PostgreSQL's processor time an image",
            "the nodes' processor time an image");
    private static final List<Integer> NODES = List.of(1, 2, 4);
    private static final int WARM_UP_IMAGES = 10_000;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final Checkout checkout;

    @Option(
            names = "--images",
            paramLabel = "IMAGES",
            converter = PositiveIntConverter.class,
            defaultValue = "200000",
            description = "Images of the request (default: ${DEFAULT-VALUE}).")
    private int images;

    public ClusterBenchmark(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var version = Libvips.load(Optional.empty()).version();
        var report = new Report("cluster", Machine.current(checkout, version), System.out, COLUMNS);
        report.addRemark(
                "A job for each chunk of 64 images, a callback for each job; after %,d images. Everything runs on this machine."
                        .formatted(WARM_UP_IMAGES));
        try (var workspace = Workspace.open();
                var service = AnsweringService.refusing()) {
            checkout.build(workspace);
            for (var nodes : NODES) measure(nodes, service, workspace, report);
            service.requireNoProblem();
        }
        report.save(checkout);
        return 0;
    }

    private void measure(int count, AnsweringService service, Workspace workspace, Report report)
            throws IOException, InterruptedException {
        try (var database = DatabaseServer.start(workspace);
                var nodes = new Nodes(count, database, service, checkout, workspace);
                var client = new ApiClient(nodes.all.getFirst())) {
            var poller = new ApiClient.Poller(client, POLL_INTERVAL);
            poller.uploadAndAwaitCompleted(csv(WARM_UP_IMAGES, workspace));
            var csv = csv(images, workspace);
            var transactions = database.transactions();
            var ofDatabase = database.processorTime();
            var ofNodes = nodes.processorTime();
            var time = poller.uploadAndAwaitCompleted(csv).time();
            report.addRow(
                    Integer.toString(count),
                    "%,d".formatted(images),
                    "%.0f".formatted(images * 1e9 / time.toNanos()),
                    "%.2f".formatted((database.transactions() - transactions) / (double) images),
                    perImage(database.processorTime().minus(ofDatabase)),
                    perImage(nodes.processorTime().minus(ofNodes)));
        }
    }

    private String perImage(Duration time) {
        return "%.0f µs".formatted(time.toNanos() / 1e3 / images);
    }

    private static Path csv(int count, Workspace workspace) throws IOException {
        // Nobody fetches them.
        var catalog = new SyntheticCatalog(count, 1, image -> "http://127.0.0.1:9/" + count + "/" + image + ".jpg");
        return catalog.write(workspace.folder().resolve(count + ".csv"));
    }

    /// Servers on one database. Each is called back at an address of its own.
    private static final class Nodes implements AutoCloseable {
        private final List<ServerProcess> all = new ArrayList<>();

        Nodes(int count, DatabaseServer database, AnsweringService service, Checkout checkout, Workspace workspace)
                throws IOException, InterruptedException {
            for (var i = 0; i < count; i++) {
                var port = FreePort.find();
                all.add(ServerProcess.startAt(
                        port,
                        checkout,
                        workspace,
                        "--allow-private-networks",
                        "--database=" + database.jdbcUrl(),
                        "--image-service=" + service.url(),
                        "--image-service-secret=" + service.writeSecrets(workspace),
                        "--callback-url=http://127.0.0.1:" + port));
            }
        }

        Duration processorTime() throws IOException {
            var sum = Duration.ZERO;
            for (var node : all) sum = sum.plus(node.processorTime());
            return sum;
        }

        @Override
        public void close() {
            all.forEach(ServerProcess::close);
        }
    }
}
