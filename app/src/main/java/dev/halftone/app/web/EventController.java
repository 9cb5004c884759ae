package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import dev.halftone.engine.RequestService;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.Request;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Server-Sent Events: one event each time a request changes, until it ends.
@RestController
public final class EventController {
    private final RequestService requestService;
    private final PollInterval pollInterval;
    private final JsonMapper json;

    public EventController(RequestService requestService, PollInterval pollInterval, JsonMapper json) {
        this.requestService = requestService;
        this.pollInterval = pollInterval;
        this.json = json;
    }

    @GetMapping(path = "/v1/requests/{id}/events", produces = TEXT_EVENT_STREAM_VALUE)
    void events(
            AuthInterceptor.Owner owner,
            Request request,
            HttpServletRequest httpRequest,
            HttpServletResponse httpResponse)
            throws IOException {
        httpResponse.setContentType(TEXT_EVENT_STREAM_VALUE);
        // nginx buffers responses unless this header says no.
        httpResponse.setHeader("X-Accel-Buffering", "no");
        if (httpRequest.getMethod().equals("GET"))
            follow(owner, request, new SseWriter(httpResponse.getOutputStream(), json));
    }

    private void follow(AuthInterceptor.Owner owner, Request request, SseWriter events) throws IOException {
        var last = Optional.<StatusReport>empty();
        for (var now = reload(owner, request); now.isPresent(); now = reload(owner, request)) {
            if (now.equals(last)) events.keepAlive();
            else events.send("progress", now.get());
            if (now.get().finishedAt().isPresent()) {
                events.send("finished", now.get());
                return;
            }
            last = now;
            if (!pollInterval.awaitNext()) return;
        }
    }

    /// Empty when the request has been deleted.
    private Optional<StatusReport> reload(AuthInterceptor.Owner owner, Request request) {
        return requestService.find(owner.name(), request.id()).map(requestService::status);
    }

    /// The polling interval of event streams, until the server stops.
    public static final class PollInterval {
        private static final Duration INTERVAL = Duration.ofMillis(500);

        private final CountDownLatch stopped = new CountDownLatch(1);

        /// Waits for the next tick.
        ///
        /// @return false when the server is stopping and the stream must end
        boolean awaitNext() {
            try {
                return !stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /// Ends every wait, current and future.
        public void stop() {
            stopped.countDown();
        }
    }

    /// Writes Server-Sent Events (WHATWG HTML §9.2), each at once.
    static final class SseWriter {
        private static final int KEEP_ALIVE_TICKS = 20;

        private final OutputStream out;
        private final JsonMapper json;
        private int idleTicks;

        SseWriter(OutputStream out, JsonMapper json) {
            this.out = out;
            this.json = json;
        }

        void send(String event, Object data) throws IOException {
            idleTicks = 0;
            write("event: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n");
        }

        /// Writes a comment now and then: proxies close silent connections, and only a write reveals that the
        /// client has gone.
        void keepAlive() throws IOException {
            if (++idleTicks % KEEP_ALIVE_TICKS == 0) write(": keep-alive\n\n");
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(UTF_8));
            out.flush();
        }
    }
}
