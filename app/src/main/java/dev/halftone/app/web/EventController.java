package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import dev.halftone.engine.request.Request;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Server-Sent Events: one event each time a request changes, until it ends.
@RestController
public final class EventController {
    private final StatusWatcher watcher;

    public EventController(StatusWatcher watcher) {
        this.watcher = watcher;
    }

    @GetMapping(path = "/v1/requests/{id}/events", produces = TEXT_EVENT_STREAM_VALUE)
    void events(Request request, HttpServletRequest httpRequest, HttpServletResponse httpResponse) throws IOException {
        follow(request, StatusWatcher.Reader.OWNER, httpRequest, httpResponse);
    }

    void follow(
            Request request,
            StatusWatcher.Reader reader,
            HttpServletRequest httpRequest,
            HttpServletResponse httpResponse)
            throws IOException {
        if (!httpRequest.getMethod().equals("GET")) setHeaders(httpResponse);
        else follow(request, reader, httpResponse);
    }

    private static void setHeaders(HttpServletResponse httpResponse) {
        httpResponse.setContentType(TEXT_EVENT_STREAM_VALUE);
        // nginx buffers responses unless this header says no.
        httpResponse.setHeader("X-Accel-Buffering", "no");
    }

    private void follow(Request request, StatusWatcher.Reader reader, HttpServletResponse httpResponse)
            throws IOException {
        try (var stream = watcher.open(request, reader)) {
            setHeaders(httpResponse);
            var events = new SseWriter(httpResponse.getOutputStream());
            var version = 0L;
            for (var now = stream.await(version, watcher.keepAlive());
                    now.isPresent();
                    now = stream.await(version, watcher.keepAlive())) {
                var status = now.get();
                if (status.version() == version) events.keepAlive();
                else events.send("progress", status.json());
                if (status.isFinal()) {
                    events.send("finished", status.json());
                    return;
                }
                version = status.version();
            }
        }
    }

    /// Writes Server-Sent Events (WHATWG HTML §9.2), each at once.
    static final class SseWriter {
        private final OutputStream out;

        SseWriter(OutputStream out) {
            this.out = out;
        }

        /// @param json on one line
        void send(String event, String json) throws IOException {
            write("event: " + event + "\ndata: " + json + "\n\n");
        }

        /// Writes a comment.
        void keepAlive() throws IOException {
            write(": keep-alive\n\n");
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(UTF_8));
            out.flush();
        }
    }
}
