package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import dev.halftone.app.server.ServerSettings;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The event stream of a request.
class RequestEventsTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private final ApiClient apiClient = server.client();

    @Test
    void sendsProgressAndThenTheEnd() {
        var path = apiClient.submit(CSV);

        var lines = apiClient.events(path);

        assertThat(lines).contains("event: progress").doesNotContainSequence("event: finished", "event: progress");
        assertThat(events(lines).getLast()).isEqualTo("finished");
        assertThat(data(lines).getLast().path("status").asString()).isEqualTo("completed");
        assertThat(data(lines).getLast().toString())
                .isEqualTo(apiClient.get(path).text());
    }

    @Test
    void endsImmediatelyForAnEndedRequest() {
        var path = apiClient.submit(CSV);
        apiClient.awaitEnd(path);

        assertThat(events(apiClient.events(path))).containsExactly("progress", "finished");
    }

    @Test
    void sendsEachChangeImmediately() throws IOException {
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);
        var path = apiClient.submit(CSV);

        try (var listener = new Listener(path)) {
            assertThat(listener.nextEvent()).isEqualTo("progress");
            gate.countDown();
            assertThat(listener.nextEvent()).isEqualTo("progress");
            assertThat(listener.remainingLines()).contains("event: finished");
        }
    }

    @Test
    void endsTheStreamWhenTheRequestIsDeleted() throws IOException {
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);
        var path = apiClient.submit(CSV);

        try (var listener = new Listener(path)) {
            listener.nextEvent();
            apiClient.delete(path);

            assertThat(listener.remainingLines()).doesNotContain("event: finished");
        } finally {
            gate.countDown();
        }
    }

    @Test
    void tellsProxiesNotToBufferOrCache() throws IOException {
        try (var listener = new Listener(apiClient.submit(CSV))) {
            assertThat(listener.responseHead())
                    .contains("Content-Type: text/event-stream")
                    .contains("Cache-Control: no-store")
                    .contains("X-Accel-Buffering: no");
        }
    }

    @Test
    void endsTheStreamWhenTheServerStops() throws IOException {
        try (var ownServer = ServerFixture.start()) {
            var gate = new CountDownLatch(1);
            ownServer.imageService().holdUntil(gate);
            var path = ownServer.client().submit(CSV);

            try (var listener = new Listener(ownServer.port(), path)) {
                listener.nextEvent();
                ownServer.stopServer();

                assertThat(listener.remainingLines()).doesNotContain("event: finished");
            } finally {
                gate.countDown();
            }
        }
    }

    @Test
    void endsTheStreamWhenItsKeyIsRevoked(@TempDir Path folder) throws IOException {
        var keys = ApiKeyFixture.in(folder);
        var key = keys.create("shop");
        keys.create("mill");
        try (var ownServer = ServerFixture.start(keys.file());
                var shop = ApiClient.withKey(ownServer.port(), key.text())) {
            var gate = new CountDownLatch(1);
            ownServer.imageService().holdUntil(gate);
            var path = shop.submit(CSV);

            try (var listener = new Listener(ownServer.port(), path, "Authorization: Bearer " + key.text() + "\r\n")) {
                listener.nextEvent();
                keys.revoke("shop");

                assertThat(listener.remainingLines()).doesNotContain("event: finished");
            } finally {
                gate.countDown();
            }
        }
    }

    @Test
    void refusesMoreStreamsOfOneOwnerAndInAllThanTheLimits() throws IOException {
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);
        var path = apiClient.submit(CSV);
        var limits = new ServerSettings.Limits(100, new StatusWatcher.Limits(10, 2));

        try (var limited = server.startAnother(0, limits);
                var one = new Listener(limited.port(), path)) {
            one.nextEvent();
            try (var two = new Listener(limited.port(), path);
                    var three = new Listener(limited.port(), path)) {
                assertThat(List.of(two.statusLine(), three.statusLine()))
                        .containsExactlyInAnyOrder("HTTP/1.1 200 ", "HTTP/1.1 429 ");
            }
            Await.until(() -> isAccepted(limited.port(), path));
        } finally {
            gate.countDown();
        }
    }

    /// Anyone may read a share: its readers must not keep the owner's page from being told.
    @Test
    void limitsTheStreamsOfASharedRequestApartFromItsOwners() throws IOException {
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);
        var path = apiClient.submit(CSV);
        var shared = shared(path);
        var limits = new ServerSettings.Limits(100, new StatusWatcher.Limits(10, 1));

        try (var limited = server.startAnother(0, limits);
                var one = new Listener(limited.port(), shared)) {
            one.nextEvent();
            try (var two = new Listener(limited.port(), shared);
                    var owner = new Listener(limited.port(), path)) {
                assertThat(List.of(two.statusLine(), owner.statusLine()))
                        .containsExactly("HTTP/1.1 429 ", "HTTP/1.1 200 ");
            }
        } finally {
            gate.countDown();
        }
    }

    @Test
    void endsTheStreamWhenTheShareIsTakenBack() throws IOException {
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);
        var path = apiClient.submit(CSV);

        try (var listener = new Listener(shared(path))) {
            listener.nextEvent();
            apiClient.delete(path + "/share");

            assertThat(listener.remainingLines()).doesNotContain("event: finished");
        } finally {
            gate.countDown();
        }
    }

    private String shared(String path) {
        var url = apiClient.post(path + "/share").field("/url");
        return url.replace(ServerFixture.PUBLIC_URL, "/v1");
    }

    private static boolean isAccepted(int port, String path) {
        try (var listener = new Listener(port, path)) {
            return listener.statusLine().equals("HTTP/1.1 200 ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void endsImmediatelyForHead() {
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);

        var responseHead = apiClient.send("HEAD", apiClient.submit(CSV) + "/events", BodyPublishers.noBody());
        gate.countDown();

        assertThat(responseHead.header("Content-Type")).startsWith("text/event-stream");
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

    /// A client that reads events as they arrive.
    private static final class Listener implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        Listener(String path) throws IOException {
            this(server.port(), path);
        }

        Listener(int port, String path) throws IOException {
            this(port, path, "");
        }

        Listener(int port, String path, String headers) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(30_000);
            var request = "GET %s/events HTTP/1.1\r\nHost: halftone.test\r\nConnection: close\r\n%s\r\n"
                    .formatted(path, headers);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String statusLine() {
            return responseHead().getFirst();
        }

        List<String> responseHead() {
            return lines.lines().takeWhile(line -> !line.isEmpty()).toList();
        }

        String nextEvent() {
            return lines.lines()
                    .filter(line -> line.startsWith("event: "))
                    .findFirst()
                    .orElseThrow()
                    .substring(7);
        }

        List<String> remainingLines() {
            return lines.lines().toList();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
