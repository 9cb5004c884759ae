package dev.halftone.app.cli;

import dev.halftone.engine.request.Request;
import java.time.Duration;
import java.util.function.Supplier;

/// Polls a request until it ends, and shows its progress.
final class ProgressWatcher {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final ProgressDisplay display;
    private final long started = System.nanoTime();

    ProgressWatcher(ProgressDisplay display) {
        this.display = display;
    }

    /// Blocks until the request has ended, and returns its final state.
    ///
    /// @param look how the request stands now
    Request awaitEnd(Supplier<Request> look) throws InterruptedException {
        var request = look.get();
        var doneBefore = request.counts().imagesDone();
        while (!hasEnded(request)) {
            display.show(progress(request, doneBefore));
            Thread.sleep(POLL_INTERVAL);
            request = look.get();
            // A retry of very many failed images resets them in steps.
            doneBefore = Math.min(doneBefore, request.counts().imagesDone());
        }
        display.end(progress(request, doneBefore));
        return request;
    }

    private static boolean hasEnded(Request request) {
        return switch (request.status()) {
            case QUEUED, PROCESSING -> false;
            case COMPLETED, CANCELLED -> true;
        };
    }

    private Progress progress(Request request, long doneBefore) {
        var counts = request.counts();
        return new Progress(
                counts.imagesDone(),
                doneBefore,
                counts.images(),
                counts.failed(),
                counts.bytesIn(),
                counts.bytesOut(),
                Duration.ofNanos(System.nanoTime() - started));
    }
}
