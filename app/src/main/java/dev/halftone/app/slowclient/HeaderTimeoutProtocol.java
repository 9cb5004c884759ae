package dev.halftone.app.slowclient;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Constants;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// Tomcat's HTTP/1.1 with a time limit for the request line and headers together. Tomcat's own timeout restarts with
/// each byte, so a few thousand slow clients could occupy every connection.
public final class HeaderTimeoutProtocol extends Http11NioProtocol {
    private static final int CHECKS_PER_TIMEOUT = 4;
    private static final Set<Integer> HEADER_STAGES = Set.of(Constants.STAGE_PARSE, Constants.STAGE_ENDED);

    /// Tomcat's start time of a request whose first byte has not arrived.
    private static final long NOT_STARTED = -1;

    private final ScheduledExecutorService checks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("header-timeout").factory());

    private Duration headerTimeout = Duration.ofSeconds(20);

    /// The limit for request line and headers together. Set it before the server starts.
    public void setHeaderTimeout(Duration patience) {
        this.headerTimeout = patience;
    }

    @Override
    public void start() throws Exception {
        super.start();
        var pause = headerTimeout.toMillis() / CHECKS_PER_TIMEOUT;
        var _ = checks.scheduleWithFixedDelay(this::closeSlowConnections, pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws Exception {
        checks.shutdownNow();
        super.stop();
    }

    private void closeSlowConnections() {
        getEndpoint().getConnections().stream().filter(this::isTooSlow).forEach(SocketWrapperBase::close);
    }

    /// Between two requests a connection has no processor. While headers arrive, its stage is PARSE; while it
    /// waits for more of them, ENDED.
    private boolean isTooSlow(SocketWrapperBase<?> connection) {
        if (!(connection.getCurrentProcessor() instanceof Processor processor)) return false;
        var request = processor.getRequest();
        if (request == null
                || !HEADER_STAGES.contains(request.getRequestProcessor().getStage())) return false;
        var begun = request.getStartTimeNanos();
        return begun != NOT_STARTED && System.nanoTime() - begun > headerTimeout.toNanos();
    }
}
