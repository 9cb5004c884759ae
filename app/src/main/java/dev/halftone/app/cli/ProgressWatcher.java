package dev.halftone.app.cli;

import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Polls a request until it ends, and shows its progress.
final class ProgressWatcher {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    /// When nothing has ended for so long, the engine is asked, as often, what images wait for.
    private static final Duration STALL = Duration.ofSeconds(1);

    private final ProgressDisplay display;
    private final Function<Request, Optional<Waiting>> waiting;
    private final RateMeter rate = new RateMeter();
    private final long started = System.nanoTime();
    private Optional<Waiting> found = Optional.empty();
    private long changedAt = started;
    private long askedAt = started;

    /// @param waiting what images of a request wait for
    ProgressWatcher(ProgressDisplay display, Function<Request, Optional<Waiting>> waiting) {
        this.display = display;
        this.waiting = waiting;
    }

    /// Blocks until the request has ended, and returns its final state.
    ///
    /// @param look how the request stands now
    Request awaitEnd(Supplier<Request> look) throws InterruptedException {
        var request = look.get();
        while (!hasEnded(request)) {
            display.show(progress(request));
            Thread.sleep(POLL_INTERVAL);
            var before = request.counts().imagesDone();
            request = look.get();
            if (request.counts().imagesDone() == before) lookForStall(request);
            else endStall();
        }
        found = Optional.empty();
        display.end(progress(request));
        return request;
    }

    private static boolean hasEnded(Request request) {
        return switch (request.status()) {
            case QUEUED, PROCESSING -> false;
            case COMPLETED, CANCELLED -> true;
        };
    }

    private void lookForStall(Request request) {
        if (since(changedAt).compareTo(STALL) < 0 || since(askedAt).compareTo(STALL) < 0) return;
        found = waiting.apply(request);
        askedAt = System.nanoTime();
    }

    private void endStall() {
        found = Optional.empty();
        changedAt = System.nanoTime();
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private Progress progress(Request request) {
        var counts = request.counts();
        var elapsed = since(started);
        return new Progress(counts, rate.imagesPerSecond(counts.imagesDone(), elapsed), found, elapsed, Instant.now());
    }

    /// Measures how many images ended per second, lately. The average since the start would still show a rate
    /// long after everything has come to a stop.
    static final class RateMeter {
        private static final Duration WINDOW = Duration.ofSeconds(10);

        /// Fewer samples are enough, and take less memory, than one for each poll.
        private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(500);

        private final Deque<Sample> samples = new ArrayDeque<>();

        private record Sample(long done, Duration elapsed) {}

        /// The rate of the last ten seconds, or since the start.
        ///
        /// @param done how many images have ended now; fewer than before during a retry
        double imagesPerSecond(long done, Duration elapsed) {
            if (!samples.isEmpty() && done < samples.getLast().done()) samples.clear();
            if (samples.isEmpty()
                    || elapsed.minus(SAMPLE_INTERVAL)
                                    .compareTo(samples.getLast().elapsed())
                            >= 0) samples.add(new Sample(done, elapsed));
            while (samples.size() > 1
                    && elapsed.minus(samples.getFirst().elapsed()).compareTo(WINDOW) > 0) samples.removeFirst();
            var first = samples.getFirst();
            var time = elapsed.minus(first.elapsed());
            return time.isPositive() ? (done - first.done()) / (time.toNanos() / 1e9) : 0;
        }
    }
}
