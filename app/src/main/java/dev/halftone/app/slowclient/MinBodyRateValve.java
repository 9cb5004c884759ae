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

/// Ends a request whose body arrives too slowly. It sits below Tomcat's form parser, so forms are covered, too.
public final class MinBodyRateValve extends ValveBase {
    private final Duration grace;

    /// @param grace how long a body may take at any rate
    public MinBodyRateValve(Duration grace) {
        super(true);
        this.grace = grace;
    }

    @Override
    public void invoke(Request httpRequest, Response httpResponse) throws IOException, ServletException {
        var coyote = httpRequest.getCoyoteRequest();
        var body = coyote.getInputBuffer();
        coyote.setInputBuffer(new MinRateInputBuffer(body, grace));
        try {
            getNext().invoke(httpRequest, httpResponse);
        } finally {
            // The connection reuses its input buffer for later requests.
            coyote.setInputBuffer(body);
        }
    }

    /// Enforces a minimum average rate from the start of the body.
    static final class MinRateInputBuffer implements InputBuffer {
        /// Even a bad dial-up line is faster.
        private static final int MIN_BYTES_PER_SECOND = 1024;

        private final InputBuffer body;
        private final Duration grace;
        private final long started = System.nanoTime();
        private long bytes;

        MinRateInputBuffer(InputBuffer body, Duration grace) {
            this.body = body;
            this.grace = grace;
        }

        /// @throws SocketTimeoutException when the body arrives too slowly; Tomcat responds with 408
        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            var read = body.doRead(handler);
            bytes += Math.max(0, read);
            // Reading again after the end is allowed at any time.
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
