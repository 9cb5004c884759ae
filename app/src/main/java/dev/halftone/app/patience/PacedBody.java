package dev.halftone.app.patience;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/// A body that is to come at some pace, on the average from its beginning on.
final class PacedBody implements InputBuffer {
    /// The worst of telephone lines bring more.
    private static final int LEAST_BYTES_A_SECOND = 1024;

    private final InputBuffer body;
    private final Duration grace;
    private final long begun = System.nanoTime();
    private long bytes;

    PacedBody(InputBuffer body, Duration grace) {
        this.body = body;
        this.grace = grace;
    }

    /// @throws SocketTimeoutException when it comes too slowly: Tomcat answers 408 to that
    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        var read = body.doRead(handler);
        bytes += Math.max(0, read);
        // Whoever asks again after its end may do so as late as they like.
        if (read >= 0 && isTooSlow()) throw new SocketTimeoutException("the body comes too slowly");
        return read;
    }

    private boolean isTooSlow() {
        var took = Duration.ofNanos(System.nanoTime() - begun);
        return took.compareTo(grace) > 0 && bytes < took.toSeconds() * LEAST_BYTES_A_SECOND;
    }

    @Override
    public int available() {
        return body.available();
    }
}
