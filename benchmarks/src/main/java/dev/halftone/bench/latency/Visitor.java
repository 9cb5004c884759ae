package dev.halftone.bench.latency;

import dev.halftone.bench.server.Client;
import dev.halftone.bench.server.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/// Somebody who uploads a CSV and looks every few milliseconds how it stands.
record Visitor(Client client) {
    private static final Duration PAUSE = Duration.ofMillis(5);

    /// What the visitor saw at last, and how long that took from the first byte of the upload.
    record Seen(Status status, Duration time) {}

    /// Until every image has ended.
    Seen untilDone(Path csv) throws IOException, InterruptedException {
        return until(csv, Status::completed);
    }

    Seen until(Path csv, Predicate<Status> satisfied) throws IOException, InterruptedException {
        var began = System.nanoTime();
        var request = client.upload(csv);
        var status = client.status(request);
        while (!satisfied.test(status)) {
            Thread.sleep(PAUSE);
            status = client.status(request);
        }
        return new Seen(status, Duration.ofNanos(System.nanoTime() - began));
    }

    /// Until every image has ended, and ended well.
    Duration untilSucceeded(Path csv, int images) throws IOException, InterruptedException {
        var seen = untilDone(csv);
        if (seen.status().succeeded() != images)
            throw new IllegalStateException(seen.status() + " instead of " + images + " images that succeeded");
        return seen.time();
    }
}
