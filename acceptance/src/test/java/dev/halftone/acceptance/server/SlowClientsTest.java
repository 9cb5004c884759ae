package dev.halftone.acceptance.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.Sandbox;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Five hundred clients that keep their connections open and send as good as nothing. The server's patience is
/// two seconds here; it is ten times that usually.
class SlowClientsTest {
    private static final int CROWD = 500;
    private static final String HOST = "Host: 127.0.0.1\r\n";
    private static final String RAW = "POST /v1/requests HTTP/1.1\r\n" + HOST
            + "Content-Type: text/csv\r\nContent-Length: 90000\r\n\r\nSerial Number,";
    private static final String FORM = "POST /v1/requests HTTP/1.1\r\n" + HOST
            + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 90000\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nSerial";

    @TempDir
    private static Path folder;

    private static ImageHostFixture imageHostFixture;
    private static ServerProcess serverProcess;
    private static ApiClient apiClient;

    @BeforeAll
    static void start() {
        imageHostFixture = new ImageHostFixture();
        serverProcess = ServerProcess.startReady(folder, Sandbox.none(), "--client-timeout", "2s");
        apiClient = serverProcess.client();
    }

    @AfterAll
    static void stop() {
        apiClient.close();
        serverProcess.close();
        imageHostFixture.close();
    }

    @Test
    void servesOthersWhileFiveHundredSendTheirUploadByteByByte() {
        try (var slowConnections = new SlowConnections(RAW)) {
            var path = apiClient.submit(imageHostFixture.catalog(2));
            assertThat(ServerProcess.awaitCompleted(apiClient, path).field("/images/succeeded"))
                    .isEqualTo("2");

            assertThat(slowConnections.dripUntilAnswered())
                    .hasSize(CROWD)
                    .allMatch(answer -> answer.startsWith("HTTP/1.1 408"));
        }
    }

    @Test
    void servesOthersWhileFiveHundredSendTheirFormByteByByte() {
        try (var slowConnections = new SlowConnections(FORM)) {
            assertThat(apiClient.get("/v1/requests").status()).isEqualTo(200);

            assertThat(slowConnections.dripUntilAnswered())
                    .hasSize(CROWD)
                    .allMatch(answer -> answer.startsWith("HTTP/1.1 408"))
                    .allMatch(answer -> answer.contains("\"code\":\"request_timeout\""));
        }
    }

    @Test
    void hangsUpOnHeadersThatNeverEnd() {
        try (var slowConnections = new SlowConnections("GET / HTTP/1.1\r\n" + HOST + "X: ")) {
            assertThat(apiClient.get("/v1/requests").status()).isEqualTo(200);

            assertThat(slowConnections.dripUntilAnswered()).hasSize(CROWD).doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void hangsUpOnWhoSaysNothing() {
        try (var slowConnections = new SlowConnections("")) {
            assertThat(apiClient.get("/v1/requests").status()).isEqualTo(200);

            assertThat(slowConnections.answers()).hasSize(CROWD).containsOnly("");
        }
    }

    @Test
    void keepsNothingOfUploadsThatNeverEnd() {
        try (var slowConnections = new SlowConnections(RAW)) {
            slowConnections.dripUntilAnswered();
        }

        Await.until(() -> files("uploads") == 0 && files("scratch/parts") == 0);
    }

    @Test
    void letsAClientTakeItsTimeThatSendsAllTheWhile() throws IOException {
        var csv = imageHostFixture.catalog(1).getBytes(ISO_8859_1);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), serverProcess.port())) {
            var out = socket.getOutputStream();
            out.write(("POST /v1/requests HTTP/1.1\r\n" + HOST + "Connection: close\r\nContent-Type: text/csv\r\n"
                            + "Content-Length: " + csv.length + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            for (var b : csv) out.write(b);

            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 202");
        }
    }

    private static long files(String name) {
        try (var files = Files.list(folder.resolve("data").resolve(name))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Connections on which the same words were sent.
    private static final class SlowConnections implements AutoCloseable {
        private final List<Socket> sockets;

        SlowConnections(String words) {
            sockets = IntStream.range(0, CROWD).mapToObj(_ -> connected(words)).toList();
        }

        private static Socket connected(String words) {
            try {
                var socket = new Socket(InetAddress.getLoopbackAddress(), serverProcess.port());
                socket.setSoTimeout(60_000);
                socket.getOutputStream().write(words.getBytes(ISO_8859_1));
                return socket;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Sends a byte on each now and then, until the server has had enough of all of them.
        List<String> dripUntilAnswered() {
            Await.until(
                    () -> sockets.stream().filter(SlowConnections::takesAByte).count() == 0);
            return answers();
        }

        private static boolean takesAByte(Socket socket) {
            try {
                if (socket.getInputStream().available() > 0) return false;
                socket.getOutputStream().write('x');
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        /// What came on each connection until it was closed.
        List<String> answers() {
            return sockets.stream().map(SlowConnections::answer).toList();
        }

        private static String answer(Socket socket) {
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
