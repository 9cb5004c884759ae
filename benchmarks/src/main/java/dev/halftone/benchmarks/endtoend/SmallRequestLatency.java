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

/// How long ten images take alone, and beside a running request of many.
record SmallRequestLatency(
        Checkout checkout, Workspace workspace, LatencyBenchmark.CatalogGenerator catalogGenerator, Report report) {
    private static final int SMALL_ROWS = 5;
    private static final int SMALL_IMAGES = 10;
    private static final int REPETITIONS = 5;
    private static final int MIN_SUCCEEDED_BEFORE_MEASURING = 200;
    private static final Duration PAUSE = Duration.ofMillis(50);

    void measure(int large) throws IOException, InterruptedException {
        try (var serverProcess = ServerProcess.start(checkout, workspace, "--allow-private-networks");
                var apiClient = new ApiClient(serverProcess)) {
            for (var time = 0; time < REPETITIONS; time++) timeSmallRequest(apiClient);
            var alone = timesWhile(apiClient, () -> true);
            var request = apiClient.upload(catalogGenerator.csv(large / SyntheticCatalog.DEFAULT_IMAGES_PER_ROW));
            while (apiClient.status(request).succeeded() < MIN_SUCCEEDED_BEFORE_MEASURING) Thread.sleep(PAUSE);
            var beside = timesWhile(apiClient, () -> !apiClient.status(request).completed());
            report(large, alone, beside);
        }
    }

    /// Whether what was to be measured beside still goes on.
    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /// One small request after the other, as long as that holds to its end.
    private Percentiles timesWhile(ApiClient apiClient, Condition condition) throws IOException, InterruptedException {
        var times = new ArrayList<Duration>();
        while (times.size() < REPETITIONS) {
            var took = timeSmallRequest(apiClient);
            if (!condition.holds()) break;
            times.add(took);
        }
        if (times.isEmpty()) throw new IllegalStateException("the large request ended too soon: give it more --large");
        return Percentiles.of(times);
    }

    private Duration timeSmallRequest(ApiClient apiClient) throws IOException, InterruptedException {
        return new ApiClient.Poller(apiClient).uploadAndAwaitSuccess(catalogGenerator.csv(SMALL_ROWS), SMALL_IMAGES);
    }

    private void report(int large, Percentiles alone, Percentiles beside) {
        report.addRow(
                "%d images beside a running request of %,d".formatted(SMALL_IMAGES, large),
                LatencyBenchmark.Durations.format(beside.median()),
                "%.1f times their time alone, %s; %d times, the longest %s"
                        .formatted(
                                LatencyBenchmark.Durations.ratio(beside.median(), alone.median()),
                                LatencyBenchmark.Durations.format(alone.median()),
                                beside.count(),
                                LatencyBenchmark.Durations.format(beside.longest())));
    }
}
