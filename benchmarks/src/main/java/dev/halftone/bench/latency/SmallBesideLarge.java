package dev.halftone.bench.latency;

import dev.halftone.bench.results.Percentiles;
import dev.halftone.bench.results.Report;
import dev.halftone.bench.server.Client;
import dev.halftone.bench.server.Server;
import dev.halftone.bench.stage.Checkout;
import dev.halftone.bench.stage.Rig;
import dev.halftone.bench.table.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;

/// How long ten images take alone, and beside a running request of many.
record SmallBesideLarge(Checkout checkout, Rig rig, Site site, Report report) {
    private static final int SMALL_ROWS = 5;
    private static final int SMALL_IMAGES = 10;
    private static final int TIMES = 5;
    private static final int WELL_UNDER_WAY = 200;
    private static final Duration PAUSE = Duration.ofMillis(50);

    void measure(int large) throws IOException, InterruptedException {
        try (var server = Server.start(checkout, rig, "--allow-private-networks");
                var client = new Client(server)) {
            for (var time = 0; time < TIMES; time++) small(client);
            var alone = timesWhile(client, () -> true);
            var request = client.upload(site.csv(large / Table.USUAL_IMAGES_A_ROW));
            while (client.status(request).succeeded() < WELL_UNDER_WAY) Thread.sleep(PAUSE);
            var beside = timesWhile(client, () -> !client.status(request).completed());
            report(large, alone, beside);
        }
    }

    /// Whether what was to be measured beside still goes on.
    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /// One small request after the other, as long as that holds to its end.
    private Percentiles timesWhile(Client client, Condition condition) throws IOException, InterruptedException {
        var times = new ArrayList<Duration>();
        while (times.size() < TIMES) {
            var took = small(client);
            if (!condition.holds()) break;
            times.add(took);
        }
        if (times.isEmpty()) throw new IllegalStateException("the large request ended too soon: give it more --large");
        return Percentiles.of(times);
    }

    private Duration small(Client client) throws IOException, InterruptedException {
        return new Visitor(client).untilSucceeded(site.csv(SMALL_ROWS), SMALL_IMAGES);
    }

    private void report(int large, Percentiles alone, Percentiles beside) {
        report.row(
                "%d images beside a running request of %,d".formatted(SMALL_IMAGES, large),
                Times.words(beside.median()),
                "%.1f times their time alone, %s; %d times, the longest %s"
                        .formatted(
                                Times.ratio(beside.median(), alone.median()),
                                Times.words(alone.median()),
                                beside.count(),
                                Times.words(beside.longest())));
    }
}
