package dev.halftone.benchmarks.endtoend;

import dev.halftone.benchmarks.harness.ApiClient;
import dev.halftone.benchmarks.harness.Checkout;
import dev.halftone.benchmarks.harness.ServerProcess;
import dev.halftone.benchmarks.harness.SyntheticCatalog;
import dev.halftone.benchmarks.harness.Workspace;
import dev.halftone.benchmarks.results.Percentiles;
import dev.halftone.benchmarks.results.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;

/// Measures how long ten images take alone, and beside a large running request.
record SmallRequestLatency(
        Checkout checkout, Workspace workspace, LatencyBenchmark.CatalogGenerator catalogGenerator, Report report) {
    private static final int SMALL_ROWS = 5;
    private static final int SMALL_IMAGES = 10;
    private static final int REPETITIONS = 5;
    private static final int MIN_SUCCEEDED_BEFORE_MEASURING = 200;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    void measure(int largeImages) throws IOException, InterruptedException {
        try (var serverProcess = ServerProcess.start(checkout, workspace, "--allow-private-networks");
                var apiClient = new ApiClient(serverProcess)) {
            for (var repetition = 0; repetition < REPETITIONS; repetition++) timeSmallRequest(apiClient);
            var alone = timesWhile(apiClient, () -> true);
            var requestId =
                    apiClient.upload(catalogGenerator.csv(largeImages / SyntheticCatalog.DEFAULT_IMAGES_PER_ROW));
            while (apiClient.status(requestId).succeeded() < MIN_SUCCEEDED_BEFORE_MEASURING)
                Thread.sleep(POLL_INTERVAL);
            var beside =
                    timesWhile(apiClient, () -> !apiClient.status(requestId).completed());
            report(largeImages, alone, beside);
        }
    }

    /// Whether the large request is still running.
    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /// Times small requests one after another. A request counts only if the condition still holds at its end.
    private Percentiles timesWhile(ApiClient apiClient, Condition condition) throws IOException, InterruptedException {
        var times = new ArrayList<Duration>();
        while (times.size() < REPETITIONS) {
            var duration = timeSmallRequest(apiClient);
            if (!condition.holds()) break;
            times.add(duration);
        }
        if (times.isEmpty()) throw new IllegalStateException("the large request ended too soon: give it more --large");
        return Percentiles.of(times);
    }

    private Duration timeSmallRequest(ApiClient apiClient) throws IOException, InterruptedException {
        return new ApiClient.Poller(apiClient).uploadAndAwaitSuccess(catalogGenerator.csv(SMALL_ROWS), SMALL_IMAGES);
    }

    private void report(int largeImages, Percentiles alone, Percentiles beside) {
        report.addRow(
                "%d images beside a running request of %,d".formatted(SMALL_IMAGES, largeImages),
                LatencyBenchmark.Durations.format(beside.median()),
                "%.1f times their time alone, %s; %d times, the longest %s"
                        .formatted(
                                LatencyBenchmark.Durations.ratio(beside.median(), alone.median()),
                                LatencyBenchmark.Durations.format(alone.median()),
                                beside.count(),
                                LatencyBenchmark.Durations.format(beside.longest())));
    }
}
