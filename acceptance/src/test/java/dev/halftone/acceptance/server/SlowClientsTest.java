package dev.halftone.acceptance.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Five hundred clients that keep their connections open and send almost nothing. The client timeout is two seconds
/// here, a tenth of the default.
class SlowClientsTest {
    private static final int CLIENTS = 500;
    private static final String HOST = "Host: 127.0.0.1\r\n";
    private static final String CSV_UPLOAD = "POST /v1/requests HTTP/1.1\r\n" + HOST
            + "Content-Type: text/csv\r\nContent-Length: 90000\r\n\r\nSerial Number,";
    private static final String FORM_UPLOAD = "POST /v1/requests HTTP/1.1\r\n" + HOST
            + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 90000\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nSerial";

    private static final String LARGE_FILE = "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\n" + HOST + "\r\n";
    private static final String REJECTED_BODY =
            "POST /session HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\nContent-Length: 90000\r\n\r\n";

    @TempDir
    private static Path folder;

    private static ImageHostFixture imageHost;
    private static ServerProcess server;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        imageHost = new ImageHostFixture();
        server = ServerProcess.in(folder).serve("--client-timeout", "2s");
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
        imageHost.close();
    }

    @Test
    void servesOthersDuringFiveHundredSlowCsvUploads() {
        try (var slowConnections = new SlowConnections(CSV_UPLOAD)) {
            var path = client.submit(imageHost.catalog(2));
            assertThat(server.request(path).awaitCompleted().field("/images/succeeded"))
                    .isEqualTo("2");

            assertThat(slowConnections.dripUntilClosed())
                    .hasSize(CLIENTS)
                    .allMatch(response -> response.startsWith("HTTP/1.1 408"));
        }
    }

    @Test
    void servesOthersDuringFiveHundredSlowFormUploads() {
        try (var slowConnections = new SlowConnections(FORM_UPLOAD)) {
            assertThat(client.get("/v1/requests").status()).isEqualTo(200);

            assertThat(slowConnections.dripUntilClosed())
                    .hasSize(CLIENTS)
                    .allMatch(response -> response.startsWith("HTTP/1.1 408"))
                    .allMatch(response -> response.contains("\"code\":\"request_timeout\""));
        }
    }

    @Test
    void closesConnectionsWhoseHeadersDoNotEnd() {
        try (var slowConnections = new SlowConnections("GET / HTTP/1.1\r\n" + HOST + "X: ")) {
            assertThat(client.get("/v1/requests").status()).isEqualTo(200);

            assertThat(slowConnections.dripUntilClosed()).hasSize(CLIENTS).doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void closesConnectionsThatSendNothing() {
        try (var slowConnections = new SlowConnections("")) {
            assertThat(client.get("/v1/requests").status()).isEqualTo(200);

            assertThat(slowConnections.responses()).hasSize(CLIENTS).containsOnly("");
        }
    }

    @Test
    void closesConnectionsThatDoNotReadTheirResponse() {
        var before = openFiles();
        try (var slowConnections = new SlowConnections(LARGE_FILE)) {
            Await.until(() -> openFiles() > before);

            Await.until(() -> openFiles() <= before);
            assertThat(slowConnections.isEveryResponseCutShort()).isTrue();
        }
    }

    @Test
    void closesConnectionsThatKeepSendingARejectedBody() {
        try (var slowConnections = new SlowConnections(REJECTED_BODY)) {
            slowConnections.dripUntilReset();
        }

        assertThat(client.get("/v1/requests").status()).isEqualTo(200);
    }

    private static int openFiles() {
        try (var files = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
            return (int) files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepsNothingOfUploadsThatDoNotEnd() {
        var before = uploads();
        try (var slowConnections = new SlowConnections(CSV_UPLOAD)) {
            slowConnections.dripUntilClosed();
        }

        Await.until(() -> uploads().equals(before));
    }

    private static Set<Path> uploads() {
        return Set.copyOf(new DataFolder(folder.resolve("data")).uploads());
    }

    @Test
    void acceptsASlowUploadThatKeepsSending() throws IOException {
        var csv = imageHost.catalog(1).getBytes(ISO_8859_1);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var out = socket.getOutputStream();
            out.write(("POST /v1/requests HTTP/1.1\r\n" + HOST + "Connection: close\r\nContent-Type: text/csv\r\n"
                            + "Content-Length: " + csv.length + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            for (var b : csv) out.write(b);

            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 202");
        }
    }

    /// Connections that have sent the beginning of a request.
    private static final class SlowConnections implements AutoCloseable {
        private final List<Socket> sockets;

        SlowConnections(String beginning) {
            sockets = IntStream.range(0, CLIENTS)
                    .mapToObj(_ -> connect(beginning))
                    .toList();
        }

        private static Socket connect(String beginning) {
            try {
                var socket = new Socket();
                // Little room, so that most of a response that nobody reads stays with the server.
                socket.setReceiveBufferSize(4 * 1024);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
                socket.setSoTimeout(60_000);
                socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
                return socket;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Sends a byte at a time on each connection, until the server has responded on or closed all of them.
        List<String> dripUntilClosed() {
            Await.until(() -> sockets.stream().filter(SlowConnections::sendByte).count() == 0);
            return responses();
        }

        /// Sends a byte at a time on each connection, whatever the server responds, until it has closed all.
        void dripUntilReset() {
            Await.until(
                    () -> sockets.stream().filter(SlowConnections::sendAnyway).count() == 0);
        }

        private static boolean sendByte(Socket socket) {
            try {
                return socket.getInputStream().available() == 0 && sendAnyway(socket);
            } catch (IOException e) {
                return false;
            }
        }

        private static boolean sendAnyway(Socket socket) {
            try {
                socket.getOutputStream().write('x');
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        /// Whether each response has begun, but ends before its last byte.
        boolean isEveryResponseCutShort() {
            return responses().stream()
                    .allMatch(response -> response.length() < 1_000_000
                            && (response.isEmpty() || response.startsWith("HTTP/1.1 200")));
        }

        /// Returns what each connection received before it was closed.
        List<String> responses() {
            return sockets.stream().map(SlowConnections::response).toList();
        }

        private static String response(Socket socket) {
            try {
                return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            } catch (IOException reset) {
                return "";
            }
        }

        @Override
        public void close() {
            for (var socket : sockets) {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
