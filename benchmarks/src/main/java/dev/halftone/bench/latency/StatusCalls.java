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

/// How long the status call takes while a large request is worked off as fast as the machine can.
record StatusCalls(Checkout checkout, Rig rig, Site site, Report report) {
    private static final Duration PAUSE = Duration.ofMillis(10);

    /// Asks first while the rows are still on their way into the ledger, then for as long as is told.
    ///
    /// @param settle how long the first part is
    void measure(int rows, Duration settle, Duration time) throws IOException, InterruptedException {
        try (var server = Server.start(checkout, rig, "--allow-private-networks");
                var client = new Client(server)) {
            var request = client.upload(site.csv(rows));
            var table = "status, request of %,d rows, ".formatted(rows);
            report(table + "from the 202 on for " + settle.toSeconds() + " s", client, request, settle);
            report(table + "the next " + time.toSeconds() + " s", client, request, time);
            report.remark("The server that worked off %,d rows had %s at most.".formatted(rows, server.peakMemory()));
        }
    }

    private void report(String what, Client client, String request, Duration time)
            throws IOException, InterruptedException {
        var times = new ArrayList<Duration>();
        var before = client.status(request);
        var began = System.nanoTime();
        while (System.nanoTime() - began < time.toNanos()) {
            var asked = System.nanoTime();
            client.status(request);
            times.add(Duration.ofNanos(System.nanoTime() - asked));
            Thread.sleep(PAUSE);
        }
        var after = client.status(request);
        if (after.completed()) throw new IllegalStateException("the request ended too soon: give it more --rows");
        if (after.failed() > 0) throw new IllegalStateException("images failed: " + after);
        var images = (after.succeeded() - before.succeeded()) / (time.toNanos() / 1e9);
        var seen = Percentiles.of(times);
        report.row(
                what,
                Times.words(seen.median()),
                "p99 %s, longest %s, over %,d calls; %.0f images/s"
                        .formatted(Times.words(seen.p99()), Times.words(seen.longest()), seen.count(), images));
    }
}
