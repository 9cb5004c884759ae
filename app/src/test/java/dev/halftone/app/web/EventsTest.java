package dev.halftone.app.web;

import static dev.halftone.app.LiveServer.CSV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Caller;
import dev.halftone.app.LiveServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a client hears that listens to a request.
class EventsTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.start();

    private final Caller caller = server.caller();

    @Test
    void tellsTheProgressAndThenTheEnd() {
        var path = caller.submit(CSV);

        var lines = caller.awaitEnd(path);

        assertThat(lines).contains("event: progress").doesNotContainSequence("event: finished", "event: progress");
        assertThat(events(lines).getLast()).isEqualTo("finished");
        assertThat(data(lines).getLast().path("status").asString()).isEqualTo("completed");
        assertThat(data(lines).getLast().toString()).isEqualTo(caller.get(path).text());
    }

    @Test
    void tellsAtOnceOfARequestThatHasEnded() {
        var path = caller.submit(CSV);
        caller.awaitEnd(path);

        assertThat(events(caller.awaitEnd(path))).containsExactly("progress", "finished");
    }

    @Test
    void tellsEachChangeAsItComes() throws IOException {
        var doors = new CountDownLatch(1);
        server.studio().waitsFor(doors);
        var path = caller.submit(CSV);

        try (var listener = new Listener(path)) {
            assertThat(listener.nextEvent()).isEqualTo("progress");
            doors.countDown();
            assertThat(listener.nextEvent()).isEqualTo("progress");
            assertThat(listener.rest()).contains("event: finished");
        }
    }

    @Test
    void endsTheStreamOfARequestThatIsDeleted() throws IOException {
        var doors = new CountDownLatch(1);
        server.studio().waitsFor(doors);
        var path = caller.submit(CSV);

        try (var listener = new Listener(path)) {
            listener.nextEvent();
            caller.delete(path);

            assertThat(listener.rest()).doesNotContain("event: finished");
        } finally {
            doors.countDown();
        }
    }

    @Test
    void isNotToBeHeldBackByProxies() throws IOException {
        try (var listener = new Listener(caller.submit(CSV))) {
            assertThat(listener.head())
                    .contains("Content-Type: text/event-stream")
                    .contains("Cache-Control: no-store")
                    .contains("X-Accel-Buffering: no");
        }
    }

    @Test
    void endsWhenTheServerStops() throws IOException {
        try (var own = LiveServer.start()) {
            var doors = new CountDownLatch(1);
            own.studio().waitsFor(doors);
            var path = own.caller().submit(CSV);

            try (var listener = new Listener(own.port(), path)) {
                listener.nextEvent();
                own.stopServer();

                assertThat(listener.rest()).doesNotContain("event: finished");
            } finally {
                doors.countDown();
            }
        }
    }

    @Test
    void doesNotFollowForAClientThatWantsHeadersAlone() {
        var doors = new CountDownLatch(1);
        server.studio().waitsFor(doors);

        var head = caller.call("HEAD", caller.submit(CSV) + "/events", BodyPublishers.noBody());
        doors.countDown();

        assertThat(head.header("Content-Type")).startsWith("text/event-stream");
    }

    private static List<String> events(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring(7))
                .toList();
    }

    private static List<JsonNode> data(List<String> lines) {
        var json = new JsonMapper();
        return lines.stream()
                .filter(line -> line.startsWith("data: "))
                .map(line -> json.readTree(line.substring(6)))
                .toList();
    }

    /// A client that reads events as they come.
    private static final class Listener implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        Listener(String path) throws IOException {
            this(server.port(), path);
        }

        Listener(int port, String path) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(30_000);
            var call = "GET %s/events HTTP/1.1\r\nHost: halftone.test\r\nConnection: close\r\n\r\n".formatted(path);
            socket.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        List<String> head() {
            return lines.lines().takeWhile(line -> !line.isEmpty()).toList();
        }

        String nextEvent() {
            return lines.lines()
                    .filter(line -> line.startsWith("event: "))
                    .findFirst()
                    .orElseThrow()
                    .substring(7);
        }

        List<String> rest() {
            return lines.lines().toList();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
