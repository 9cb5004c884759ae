package dev.halftone.app.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.databind.json.JsonMapper;

/// Writes Server-Sent Events (WHATWG HTML §9.2), each at once.
final class EventStream {
    private static final int QUIET_TICKS = 20;

    private final OutputStream out;
    private final JsonMapper json;
    private int quiet;

    EventStream(OutputStream out, JsonMapper json) {
        this.out = out;
        this.json = json;
    }

    void send(String event, Object data) throws IOException {
        quiet = 0;
        write("event: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n");
    }

    /// Says now and then that somebody is still here: proxies cut silent connections, and only a write tells us
    /// that the client has gone.
    void keepAlive() throws IOException {
        if (++quiet % QUIET_TICKS == 0) write(": still here\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }
}
