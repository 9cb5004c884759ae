package dev.halftone.app.cli;

import dev.halftone.app.cli.client.HalftoneClient;
import dev.halftone.app.cli.client.RefusedException;
import dev.halftone.app.cli.client.RemoteRequest;
import dev.halftone.app.cli.client.UnreachableException;
import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.engine.request.RequestId;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Asks a server for the status of a request until it ends, and shows its progress. A server that is restarted
/// meanwhile is waited for.
///
/// It polls: that is as fresh as the event stream, of which a server sends one event a second, takes none of the few
/// streams, and notices a dead connection at once.
final class RequestWaiter {
    private static final Duration FIRST_INTERVAL = Duration.ofMillis(50);
    private static final Duration MAX_INTERVAL = Duration.ofSeconds(1);
    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(15);

    private final HalftoneClient client;
    private final PrintStream err;
    private final ProgressDisplay display;
    private final ProgressWatcher.RateMeter rate = new ProgressWatcher.RateMeter();
    private final long started = System.nanoTime();
    private long answeredAt = started;
    private boolean isLost;

    RequestWaiter(HalftoneClient client, PrintStream err, ProgressDisplay display) {
        this.client = client;
        this.err = err;
        this.display = display;
    }

    /// Blocks until every image has ended, and returns the final status.
    ///
    /// @throws UnreachableException if there was no server for a quarter of an hour
    /// @throws RefusedException if the request was deleted meanwhile, or the API key revoked
    RemoteRequest awaitEnd(RequestId id) throws IOException, InterruptedException {
        while (true) {
            var request = look(id);
            if (request.filter(RemoteRequest::isFinished).isPresent()) {
                display.end(progress(request.get()));
                return request.get();
            }
            request.map(this::progress).ifPresent(display::show);
            Thread.sleep(interval());
        }
    }

    /// The status; empty if there is no server to tell it.
    private Optional<RemoteRequest> look(RequestId id) throws IOException, InterruptedException {
        try {
            var request = client.status(id);
            answeredAt = System.nanoTime();
            isLost = false;
            return Optional.of(request);
        } catch (UnreachableException e) {
            lost(e);
        } catch (RefusedException e) {
            if (!e.isTemporary()) throw e;
            lost(e);
        }
        return Optional.empty();
    }

    /// Says so once.
    private void lost(IOException failure) throws IOException, InterruptedException {
        // An interrupt ends the connection, too.
        if (Thread.currentThread().isInterrupted()) throw new InterruptedException();
        if (since(answeredAt).compareTo(GIVE_UP_AFTER) > 0) throw failure;
        if (isLost) return;
        display.interrupt();
        err.println(ControlCharacters.escape("halftone: " + failure.getMessage() + "; waiting for it to come back"));
        isLost = true;
    }

    /// Short at first, so that a small request ends at once.
    private Duration interval() {
        var interval = FIRST_INTERVAL.plus(since(started).dividedBy(10));
        return interval.compareTo(MAX_INTERVAL) < 0 ? interval : MAX_INTERVAL;
    }

    private Progress progress(RemoteRequest request) {
        var counts = request.counts();
        var elapsed = since(started);
        return new Progress(
                counts, rate.imagesPerSecond(counts.imagesDone(), elapsed), request.waiting(), elapsed, Instant.now());
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
