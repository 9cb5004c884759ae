package dev.halftone.bench.latency;

import dev.halftone.bench.host.SilentHost;
import dev.halftone.bench.results.Percentiles;
import dev.halftone.bench.results.Report;
import dev.halftone.bench.server.Client;
import dev.halftone.bench.server.Server;
import dev.halftone.bench.stage.Checkout;
import dev.halftone.bench.stage.Rig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How much longer a request takes of whose hosts every tenth hangs.
record HangingHosts(Checkout checkout, Rig rig, Site site, Report report) {
    private static final int HOSTS = 50;
    private static final int HANGING = HOSTS / 10;
    private static final int IMAGES = 500;
    private static final int HANGING_IMAGES = IMAGES / 10;
    private static final int ROUNDS = 3;

    private static final Duration ATTEMPT = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration DEADLINE = ATTEMPT.multipliedBy(2).plus(PAUSE);
    private static final List<String> FLAGS = List.of(
            "--allow-private-networks",
            "--fetch-timeout=" + ATTEMPT.toSeconds() + "s",
            "--retry-first-delay=" + PAUSE.toMillis() + "ms",
            "--max-attempts=2");

    /// The hosts that answer; on Linux every address of 127/8 is this machine's.
    static List<String> addresses() {
        return IntStream.rangeClosed(1, HOSTS - HANGING)
                .mapToObj(host -> "127.0.1." + host)
                .toList();
    }

    private static List<String> hanging() {
        return IntStream.rangeClosed(1, HANGING)
                .mapToObj(host -> "127.0.2." + host)
                .toList();
    }

    void measure() throws IOException, InterruptedException {
        for (var address : hanging()) SilentHost.open(address, site.host().port(), rig);
        try (var server = Server.start(checkout, rig, FLAGS.toArray(String[]::new));
                var client = new Client(server)) {
            var visitor = new Visitor(client);
            visitor.untilDone(site.csvAcross(addresses(), IMAGES));
            var with = new ArrayList<Duration>();
            var without = new ArrayList<Duration>();
            for (var round = 0; round < ROUNDS; round++) {
                without.add(visitor.untilSucceeded(
                        site.csvAcross(addresses(), IMAGES - HANGING_IMAGES), IMAGES - HANGING_IMAGES));
                with.add(withThem(visitor));
            }
            report(Percentiles.of(with).median(), Percentiles.of(without).median());
        }
    }

    private Duration withThem(Visitor visitor) throws IOException, InterruptedException {
        var all = Stream.concat(addresses().stream(), hanging().stream()).toList();
        var seen = visitor.untilDone(site.csvAcross(all, IMAGES));
        if (seen.status().failed() != HANGING_IMAGES)
            throw new IllegalStateException(seen.status() + " instead of " + HANGING_IMAGES + " images that failed");
        return seen.time();
    }

    private void report(Duration with, Duration without) {
        report.row(
                "%d images, every tenth host hangs".formatted(IMAGES),
                Times.words(with),
                "%s without those images; the deadline is %s (2 attempts of %d s): %.2f times both together"
                        .formatted(
                                Times.words(without),
                                Times.words(DEADLINE),
                                ATTEMPT.toSeconds(),
                                Times.ratio(with, without.plus(DEADLINE))));
    }
}
