package dev.halftone.bench.latency;

import dev.halftone.bench.results.Percentiles;
import dev.halftone.bench.results.Report;
import dev.halftone.bench.server.Client;
import dev.halftone.bench.server.Server;
import dev.halftone.bench.stage.Checkout;
import dev.halftone.bench.stage.Rig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;

/// How long it takes from an upload to its first image, on a server that has nothing else to do.
record FirstImage(Checkout checkout, Rig rig, Site site, Report report) {
    private static final int ROWS = 10;
    private static final int TIMES = 10;

    void measure() throws IOException, InterruptedException {
        try (var server = Server.start(checkout, rig, "--allow-private-networks");
                var client = new Client(server)) {
            var visitor = new Visitor(client);
            var coldly = visitor.until(site.csv(ROWS), status -> status.succeeded() > 0)
                    .time();
            var times = new ArrayList<Duration>();
            for (var time = 0; time < TIMES; time++)
                times.add(visitor.until(site.csv(ROWS), status -> status.succeeded() > 0)
                        .time());
            report.row(
                    "upload of %d rows to the first image".formatted(ROWS),
                    Times.words(Percentiles.of(times).median()),
                    "the first time after the start " + Times.words(coldly));
        }
    }
}
