package dev.halftone.app.slowclient;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tomcat's HTTP/1.1, without the connections of slow clients. Again and again it closes
///
/// - connections whose request line and headers take too long together,
/// - connections whose client reads the response slower than a minimum rate ([ServedConnection]),
/// - near the limit of connections, those that have waited longest for their client, to make room for new ones.
///
/// Tomcat's own timeouts restart with each byte, so a few thousand slow clients could occupy every connection.
public final class SlowClientProtocol extends Http11NioProtocol {
    private static final Logger log = LoggerFactory.getLogger(SlowClientProtocol.class);

    private static final Duration ROOM_INTERVAL = Duration.ofMillis(250);
    private static final Duration MAX_TIMEOUT_INTERVAL = Duration.ofSeconds(1);
    private static final int CHECKS_PER_TIMEOUT = 4;

    /// How much of the limit may be in use before connections are closed to make room.
    private static final double FULL = 0.9;

    /// Tomcat's start time of a request whose first byte has not arrived.
    private static final long NOT_STARTED = -1;

    private final ScheduledExecutorService checks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("slow-clients").factory());

    /// The requests being served, by their connection.
    private final Map<SocketWrapperBase<?>, ServedConnection> served = new ConcurrentHashMap<>();

    private Duration clientTimeout = Duration.ofSeconds(20);

    /// The limit for request line and headers together, and how long a client may read at any rate. Set it
    /// before the server starts.
    public void setClientTimeout(Duration timeout) {
        this.clientTimeout = timeout;
    }

    @Override
    protected Processor createProcessor() {
        return new ServedConnection.TrackedProcessor(this, getAdapter(), served);
    }

    @Override
    public void start() throws Exception {
        super.start();
        repeat(ROOM_INTERVAL, this::makeRoom);
        repeat(timeoutInterval(), this::closeSlowConnections);
    }

    private Duration timeoutInterval() {
        var perTimeout = clientTimeout.dividedBy(CHECKS_PER_TIMEOUT);
        return perTimeout.compareTo(MAX_TIMEOUT_INTERVAL) < 0 ? perTimeout : MAX_TIMEOUT_INTERVAL;
    }

    private void repeat(Duration interval, Runnable check) {
        var _ = checks.scheduleWithFixedDelay(
                () -> checkSafely(check), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws Exception {
        checks.shutdownNow();
        super.stop();
    }

    private static void checkSafely(Runnable check) {
        try {
            check.run();
        } catch (RuntimeException e) {
            // The executor would drop the task, and slow clients would never be closed again.
            log.error("cannot check for slow clients", e);
        }
    }

    private void closeSlowConnections() {
        getEndpoint().getConnections().stream().filter(this::isHeaderTooSlow).forEach(SocketWrapperBase::close);
        served.values().stream()
                .filter(connection -> connection.isTooSlow(clientTimeout))
                .forEach(ServedConnection::close);
    }

    /// Between two requests a connection has no processor, and while a request is served neither.
    private boolean isHeaderTooSlow(SocketWrapperBase<?> connection) {
        if (!(connection.getCurrentProcessor() instanceof Processor processor)) return false;
        var request = processor.getRequest();
        if (request == null) return false;
        var begun = request.getStartTimeNanos();
        return begun != NOT_STARTED && System.nanoTime() - begun > clientTimeout.toNanos();
    }

    private void makeRoom() {
        var excess = getConnectionCount() - (long) (getMaxConnections() * FULL);
        if (excess <= 0) return;
        var idle = idleConnections().limit(excess).toList();
        idle.forEach(SocketWrapperBase::close);
        stalledConnections().limit(excess - idle.size()).forEach(ServedConnection::close);
    }

    /// Connections without a request, or with an incomplete header, the longest idle first.
    private Stream<SocketWrapperBase<NioChannel>> idleConnections() {
        return getEndpoint().getConnections().stream()
                .filter(connection -> !served.containsKey(connection))
                .sorted(Comparator.comparingLong(SlowClientProtocol::lastUse));
    }

    private static long lastUse(SocketWrapperBase<NioChannel> connection) {
        return ServedConnection.lastUse((NioSocketWrapper) connection);
    }

    /// Connections whose request waits for its client, the longest waiting first.
    private Stream<ServedConnection> stalledConnections() {
        return served.values().stream()
                .filter(ServedConnection::isStalled)
                .sorted(Comparator.comparingLong(ServedConnection::lastUse));
    }
}
