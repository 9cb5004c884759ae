package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The wire format of server-sent events.
class SseWriterTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final EventController.SseWriter events = new EventController.SseWriter(out);

    @Test
    void writesAnEventAsTwoLinesAndABlankOne() throws IOException {
        events.send("progress", "{\"status\":\"line\\nbreak\"}");

        assertThat(out.toString(UTF_8)).isEqualTo("event: progress\ndata: {\"status\":\"line\\nbreak\"}\n\n");
    }

    @Test
    void writesAKeepAliveAsAComment() throws IOException {
        events.keepAlive();

        assertThat(out.toString(UTF_8)).isEqualTo(": keep-alive\n\n");
    }
}
