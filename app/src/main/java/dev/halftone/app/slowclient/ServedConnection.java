package dev.halftone.app.slowclient;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Map;
import org.apache.coyote.Adapter;
import org.apache.coyote.Constants;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// A connection with a request that is being served, as one thread samples it: how long the request has waited for
/// its client, and what the client has taken meanwhile.
final class ServedConnection {
    /// Even a bad dial-up line is faster.
    static final int MIN_BYTES_PER_SECOND = 1024;

    /// Waiting for the client for less time than this is normal.
    private static final Duration STALL = Duration.ofSeconds(1);

    private final NioSocketWrapper connection;
    private final Request request;
    private final Response response;
    private final Thread server = Thread.currentThread();

    /// The last sample.
    private long sampledAt = System.nanoTime();
    /// How long writes have waited for the client in this window.
    private long writeWait;
    /// What had been written at the start of this window.
    private long writtenBefore;
    /// How long the rest of a body that nobody wants has been read.
    private long discarding;

    private ServedConnection(NioSocketWrapper connection, Request request, Response response) {
        this.connection = connection;
        this.request = request;
        this.response = response;
    }

    /// Takes a sample. A client is too slow when writes have waited for it for the grace time, and it took less
    /// than the minimum rate in that time; or when it sends the rest of a rejected body for that long.
    boolean isTooSlow(Duration grace) {
        var now = System.nanoTime();
        var sinceLast = now - sampledAt;
        sampledAt = now;
        if (request.getRequestProcessor().getStage() == Constants.STAGE_ENDINPUT) discarding += sinceLast;
        else discarding = 0;
        return discarding > grace.toNanos() || isReadingTooSlowly(sinceLast, grace);
    }

    private boolean isReadingTooSlowly(long sinceLast, Duration grace) {
        var written = response.getBytesWritten(false);
        // The next request on the same connection counts from zero.
        if (written < writtenBefore) startWindow(written);
        if (!connection.interestOpsHas(SelectionKey.OP_WRITE)) return false;
        if (writeWait == 0) writtenBefore = written;
        writeWait += sinceLast;
        if (writeWait <= grace.toNanos()) return false;
        var isSlow = written - writtenBefore < grace.toMillis() * MIN_BYTES_PER_SECOND / 1000;
        startWindow(written);
        return isSlow;
    }

    private void startWindow(long written) {
        writtenBefore = written;
        writeWait = 0;
    }

    /// Whether the request has waited for its client for some time, to read from it or to write to it.
    boolean isStalled() {
        return connection.interestOps() != 0 && System.currentTimeMillis() - lastUse() > STALL.toMillis();
    }

    long lastUse() {
        return lastUse(connection);
    }

    /// When the client last sent or took something, in milliseconds since the epoch.
    static long lastUse(NioSocketWrapper connection) {
        return Math.max(connection.getLastRead(), connection.getLastWrite());
    }

    /// Closes the connection, whose request waits for its client.
    void close() {
        connection.close();
        // Otherwise its thread would wait, and keep its memory, until Tomcat's timeout.
        server.interrupt();
    }

    /// Tomcat's processor, which registers the connection while it serves a request.
    static final class TrackedProcessor extends Http11Processor {
        private final Map<SocketWrapperBase<?>, ServedConnection> served;

        TrackedProcessor(
                AbstractHttp11Protocol<?> protocol,
                Adapter adapter,
                Map<SocketWrapperBase<?>, ServedConnection> served) {
            super(protocol, adapter);
            this.served = served;
        }

        @Override
        public SocketState service(SocketWrapperBase<?> connection) throws IOException {
            served.put(connection, new ServedConnection((NioSocketWrapper) connection, request, response));
            try {
                return super.service(connection);
            } finally {
                served.remove(connection);
            }
        }
    }
}
