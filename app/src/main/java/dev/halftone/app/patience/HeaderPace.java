package dev.halftone.app.patience;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Constants;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// HTTP/1.1 as Tomcat speaks it, but it hangs up on a client whose request line and headers do not come to an
/// end. Tomcat waits for each byte of them anew, and a few thousand such clients take every connection that it
/// has.
public final class HeaderPace extends Http11NioProtocol {
    private static final int LOOKS = 4;
    private static final Set<Integer> HEADERS = Set.of(Constants.STAGE_PARSE, Constants.STAGE_ENDED);

    /// What Tomcat has for the beginning of a request of which nothing has come.
    private static final long NOT_BEGUN = -1;

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("header-pace").factory());

    private Duration patience = Duration.ofSeconds(20);

    /// How long request line and headers may take together. To be set before the server starts.
    public void setPatience(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void start() throws Exception {
        super.start();
        var pause = patience.toMillis() / LOOKS;
        var _ = looks.scheduleWithFixedDelay(this::hangUp, pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws Exception {
        looks.shutdownNow();
        super.stop();
    }

    private void hangUp() {
        getEndpoint().getConnections().stream().filter(this::isTooSlow).forEach(SocketWrapperBase::close);
    }

    /// Between two calls a connection has no processor. While headers come in, its stage is that of parsing;
    /// while they are waited for, that of a processor which has ended its work for now.
    private boolean isTooSlow(SocketWrapperBase<?> connection) {
        if (!(connection.getCurrentProcessor() instanceof Processor processor)) return false;
        var request = processor.getRequest();
        if (request == null || !HEADERS.contains(request.getRequestProcessor().getStage())) return false;
        var begun = request.getStartTimeNanos();
        return begun != NOT_BEGUN && System.nanoTime() - begun > patience.toNanos();
    }
}
