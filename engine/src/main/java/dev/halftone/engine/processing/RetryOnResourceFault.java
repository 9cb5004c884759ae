package dev.halftone.engine.processing;

import dev.halftone.engine.limit.Cancellation;
import dev.halftone.engine.storage.ImageStore.PublishResult;
import dev.halftone.engine.storage.ImageStore.PublishResult.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats a publication while this machine lacks something, such as disk space. Giving up would use up an attempt,
/// and the image would have to be fetched and coded again.
///
/// Meanwhile the image holds its memory. So at a full disk the memory fills up, and no more images are fetched.
final class RetryOnResourceFault {
    private static final Logger log = LoggerFactory.getLogger(RetryOnResourceFault.class);

    private final Pauses pauses;
    private final Optional<Duration> longestWait;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile String reason = "";
    private long loggedAt;
    private boolean isLogged;

    /// @param longestWait after which a publication is given up; empty: never
    RetryOnResourceFault(Pauses pauses, Optional<Duration> longestWait) {
        this.pauses = pauses;
        this.longestWait = longestWait;
    }

    /// How long to pause before the next try: doubles each time, up to a maximum.
    ///
    /// @param log the time between two lines in the log
    record Pauses(Duration first, Duration longest, Duration log) {
        static Pauses defaults() {
            return new Pauses(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofMinutes(1));
        }

        private Duration after(Duration pause) {
            var twice = pause.multipliedBy(2);
            return twice.compareTo(longest) > 0 ? longest : twice;
        }
    }

    /// A publication, which can be repeated.
    @FunctionalInterface
    interface Publication {
        /// The result; empty when there is nothing to publish.
        Optional<PublishResult> run() throws InterruptedException;
    }

    /// Publishes once the machine can.
    ///
    /// @return [Unavailable] when the request is cancelled meanwhile, or the longest wait is over
    /// @throws InterruptedException when the process shuts down
    Optional<PublishResult> run(Publication publication, Cancellation cancellation) throws InterruptedException {
        var result = publication.run();
        if (result.isEmpty() || !(result.get() instanceof Unavailable unavailable)) return result;
        reason = unavailable.message();
        waiting.incrementAndGet();
        try {
            return repeat(publication, unavailable, cancellation);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private Optional<PublishResult> repeat(Publication publication, Unavailable first, Cancellation cancellation)
            throws InterruptedException {
        var pause = pauses.first();
        var began = System.nanoTime();
        for (var result = Optional.<PublishResult>of(first); ; result = publication.run()) {
            if (result.isEmpty() || !(result.get() instanceof Unavailable(var message))) return result;
            reason = message;
            log(message);
            if (longestWait
                    .filter(longest -> System.nanoTime() - began > longest.toNanos())
                    .isPresent()) return result;
            if (!pause(pause, cancellation)) return result;
            pause = pauses.after(pause);
        }
    }

    /// Returns false when the request is cancelled.
    private static boolean pause(Duration pause, Cancellation cancellation) throws InterruptedException {
        try {
            cancellation.await(() -> Thread.sleep(pause));
            return true;
        } catch (InterruptedException e) {
            if (cancellation.isCancelled()) return false;
            throw e;
        }
    }

    /// Why publications are being repeated; empty when none is.
    Optional<String> problem() {
        return waiting.get() > 0 ? Optional.of(reason) : Optional.empty();
    }

    /// Logs that images wait, once for all in a while.
    synchronized void log(String message) {
        if (isLogged && System.nanoTime() - loggedAt < pauses.log().toNanos()) return;
        isLogged = true;
        loggedAt = System.nanoTime();
        log.warn("cannot process images: {}; they wait until that is over, and use up no attempt", message);
    }
}
