package dev.halftone.app.slowclient;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/// Ends a call whose body comes too slowly, whoever reads it: it stands below Tomcat's reading of forms, too.
public final class MinBodyRateValve extends ValveBase {
    private final Duration grace;

    /// @param grace how long a body may take in any case
    public MinBodyRateValve(Duration grace) {
        super(true);
        this.grace = grace;
    }

    @Override
    public void invoke(Request call, Response answer) throws IOException, ServletException {
        var coyote = call.getCoyoteRequest();
        var body = coyote.getInputBuffer();
        coyote.setInputBuffer(new MinRateInputBuffer(body, grace));
        try {
            getNext().invoke(call, answer);
        } finally {
            // The connection has one of these for all its calls.
            coyote.setInputBuffer(body);
        }
    }

    /// A body that is to come at some pace, on the average from its beginning on.
    static final class MinRateInputBuffer implements InputBuffer {
        /// The worst of telephone lines bring more.
        private static final int MIN_BYTES_PER_SECOND = 1024;

        private final InputBuffer body;
        private final Duration grace;
        private final long started = System.nanoTime();
        private long bytes;

        MinRateInputBuffer(InputBuffer body, Duration grace) {
            this.body = body;
            this.grace = grace;
        }

        /// @throws SocketTimeoutException when it comes too slowly: Tomcat answers 408 to that
        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            var read = body.doRead(handler);
            bytes += Math.max(0, read);
            // Whoever asks again after its end may do so as late as they like.
            if (read >= 0 && isTooSlow()) throw new SocketTimeoutException("the body arrives too slowly");
            return read;
        }

        private boolean isTooSlow() {
            var took = Duration.ofNanos(System.nanoTime() - started);
            return took.compareTo(grace) > 0 && bytes < took.toSeconds() * MIN_BYTES_PER_SECOND;
        }

        @Override
        public int available() {
            return body.available();
        }
    }
}
