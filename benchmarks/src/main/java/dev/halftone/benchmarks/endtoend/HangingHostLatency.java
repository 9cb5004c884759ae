package dev.halftone.benchmarks.endtoend;

import dev.halftone.benchmarks.harness.ApiClient;
import dev.halftone.benchmarks.harness.Checkout;
import dev.halftone.benchmarks.harness.ServerProcess;
import dev.halftone.benchmarks.harness.Workspace;
import dev.halftone.benchmarks.results.Percentiles;
import dev.halftone.benchmarks.results.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Measures how much longer a request takes if every tenth of its hosts hangs.
record HangingHostLatency(
        Checkout checkout, Workspace workspace, LatencyBenchmark.CatalogGenerator catalogGenerator, Report report) {
    private static final int HOSTS = 50;
    private static final int HANGING_HOSTS = HOSTS / 10;
    private static final int IMAGES = 500;
    private static final int HANGING_IMAGES = IMAGES / 10;
    private static final int ROUNDS = 3;

    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration RETRY_DELAY = Duration.ofMillis(200);
    private static final Duration DEADLINE = ATTEMPT_TIMEOUT.multipliedBy(2).plus(RETRY_DELAY);
    private static final List<String> FLAGS = List.of(
            "--allow-private-networks",
            "--fetch-timeout=" + ATTEMPT_TIMEOUT.toSeconds() + "s",
            "--retry-first-delay=" + RETRY_DELAY.toMillis() + "ms",
            "--max-attempts=2");

    /// The addresses of the hosts that respond. On Linux, every address of 127/8 belongs to this machine.
    static List<String> addresses() {
        return IntStream.rangeClosed(1, HOSTS - HANGING_HOSTS)
                .mapToObj(host -> "127.0.1." + host)
                .toList();
    }

    private static List<String> hangingAddresses() {
        return IntStream.rangeClosed(1, HANGING_HOSTS)
                .mapToObj(host -> "127.0.2." + host)
                .toList();
    }

    void measure() throws IOException, InterruptedException {
        for (var address : hangingAddresses())
            HangingHost.open(address, catalogGenerator.host().port(), workspace);
        try (var serverProcess = ServerProcess.start(checkout, workspace, FLAGS.toArray(String[]::new));
                var apiClient = new ApiClient(serverProcess)) {
            var poller = new ApiClient.Poller(apiClient);
            poller.uploadAndAwaitCompleted(catalogGenerator.csvAcrossHosts(addresses(), IMAGES));
            var with = new ArrayList<Duration>();
            var without = new ArrayList<Duration>();
            for (var round = 0; round < ROUNDS; round++) {
                without.add(poller.uploadAndAwaitSuccess(
                        catalogGenerator.csvAcrossHosts(addresses(), IMAGES - HANGING_IMAGES),
                        IMAGES - HANGING_IMAGES));
                with.add(timeWithHangingHosts(poller));
            }
            report(Percentiles.of(with).median(), Percentiles.of(without).median());
        }
    }

    private Duration timeWithHangingHosts(ApiClient.Poller poller) throws IOException, InterruptedException {
        var all =
                Stream.concat(addresses().stream(), hangingAddresses().stream()).toList();
        var pollResult = poller.uploadAndAwaitCompleted(catalogGenerator.csvAcrossHosts(all, IMAGES));
        if (pollResult.status().failed() != HANGING_IMAGES)
            throw new IllegalStateException(
                    pollResult.status() + " instead of " + HANGING_IMAGES + " images that failed");
        return pollResult.time();
    }

    private void report(Duration with, Duration without) {
        report.addRow(
                "%d images, every tenth host hangs".formatted(IMAGES),
                LatencyBenchmark.Durations.format(with),
                "%s without those images; the deadline is %s (2 attempts of %d s): %.2f times both together"
                        .formatted(
                                LatencyBenchmark.Durations.format(without),
                                LatencyBenchmark.Durations.format(DEADLINE),
                                ATTEMPT_TIMEOUT.toSeconds(),
                                LatencyBenchmark.Durations.ratio(with, without.plus(DEADLINE))));
    }

    /// A host that hangs: it accepts connections and never responds.
    public static final class HangingHost {
        private static final int BACKLOG = 1024;

        private HangingHost() {}

        /// Opens a host that closes with its workspace. The kernel completes the connections from its backlog;
        /// no code accepts them.
        public static void open(String address, int port, Workspace workspace) throws IOException {
            var socket = new ServerSocket(port, BACKLOG, InetAddress.ofLiteral(address));
            workspace.onClose(() -> close(socket));
        }

        private static void close(ServerSocket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close a hanging host", e);
            }
        }
    }
}
