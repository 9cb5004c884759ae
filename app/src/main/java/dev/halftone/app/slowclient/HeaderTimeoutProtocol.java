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

/// HTTP/1.1 as Tomcat speaks it, but it hangs up on a client whose request line and headers do not come to an end.
/// Tomcat waits for each byte of them anew, and a few thousand such clients take every connection that it has.
public final class HeaderTimeoutProtocol extends Http11NioProtocol {
    private static final int CHECKS_PER_TIMEOUT = 4;
    private static final Set<Integer> HEADER_STAGES = Set.of(Constants.STAGE_PARSE, Constants.STAGE_ENDED);

    /// What Tomcat has for the beginning of a request of which nothing has come.
    private static final long NOT_STARTED = -1;

    private final ScheduledExecutorService checks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("header-timeout").factory());

    private Duration headerTimeout = Duration.ofSeconds(20);

    /// How long request line and headers may take together. To be set before the server starts.
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

    /// Between two calls a connection has no processor. While headers come in, its stage is that of parsing;
    /// while they are waited for, that of a processor which has ended its work for now.
    private boolean isTooSlow(SocketWrapperBase<?> connection) {
        if (!(connection.getCurrentProcessor() instanceof Processor processor)) return false;
        var request = processor.getRequest();
        if (request == null
                || !HEADER_STAGES.contains(request.getRequestProcessor().getStage())) return false;
        var begun = request.getStartTimeNanos();
        return begun != NOT_STARTED && System.nanoTime() - begun > headerTimeout.toNanos();
    }
}
