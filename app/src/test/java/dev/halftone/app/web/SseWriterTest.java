package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The wire format of server-sent events.
class SseWriterTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final EventController.SseWriter events = new EventController.SseWriter(out, new JsonMapper());

    @Test
    void writesAnEventAsTwoLinesAndABlankOne() throws IOException {
        events.send("progress", Map.of("status", "line\nbreak"));

        assertThat(out.toString(UTF_8)).isEqualTo("event: progress\ndata: {\"status\":\"line\\nbreak\"}\n\n");
    }

    @Test
    void sendsAKeepAliveAfter20IdleTicks() throws IOException {
        for (var tick = 1; tick <= 19; tick++) events.keepAlive();
        var sizeBefore = out.size();

        events.keepAlive();

        assertThat(sizeBefore).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo(": keep-alive\n\n");
    }

    @Test
    void restartsTheKeepAliveCountAfterAnEvent() throws IOException {
        for (var tick = 1; tick <= 19; tick++) events.keepAlive();
        events.send("progress", "x");
        events.keepAlive();

        assertThat(out.toString(UTF_8)).doesNotContain("keep-alive");
    }
}
