package dev.halftone.app.house;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Caller;
import dev.halftone.app.Patience;
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

    private static Shop shop;
    private static Tenant tenant;
    private static Caller caller;

    @BeforeAll
    static void moveIn() {
        shop = new Shop();
        tenant = Tenant.movesIn(folder, Walls.usual(), "--client-timeout", "2s");
        caller = tenant.caller();
    }

    @AfterAll
    static void moveOut() {
        caller.close();
        tenant.close();
        shop.close();
    }

    @Test
    void servesOthersWhileFiveHundredSendTheirUploadByteByByte() {
        try (var crowd = new Crowd(RAW)) {
            var path = caller.submit(shop.catalogue(2));
            assertThat(Tenant.awaitEnd(caller, path).at("/images/succeeded")).isEqualTo("2");

            assertThat(crowd.dripUntilAnswered()).hasSize(CROWD).allMatch(answer -> answer.startsWith("HTTP/1.1 408"));
        }
    }

    @Test
    void servesOthersWhileFiveHundredSendTheirFormByteByByte() {
        try (var crowd = new Crowd(FORM)) {
            assertThat(caller.get("/v1/requests").status()).isEqualTo(200);

            assertThat(crowd.dripUntilAnswered())
                    .hasSize(CROWD)
                    .allMatch(answer -> answer.startsWith("HTTP/1.1 408"))
                    .allMatch(answer -> answer.contains("\"code\":\"request_timeout\""));
        }
    }

    @Test
    void hangsUpOnHeadersThatNeverEnd() {
        try (var crowd = new Crowd("GET / HTTP/1.1\r\n" + HOST + "X: ")) {
            assertThat(caller.get("/v1/requests").status()).isEqualTo(200);

            assertThat(crowd.dripUntilAnswered()).hasSize(CROWD).doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void hangsUpOnWhoSaysNothing() {
        try (var crowd = new Crowd("")) {
            assertThat(caller.get("/v1/requests").status()).isEqualTo(200);

            assertThat(crowd.answers()).hasSize(CROWD).containsOnly("");
        }
    }

    @Test
    void keepsNothingOfUploadsThatNeverEnd() {
        try (var crowd = new Crowd(RAW)) {
            crowd.dripUntilAnswered();
        }

        Patience.await(() -> files("uploads") == 0 && files("scratch/parts") == 0);
    }

    @Test
    void letsAClientTakeItsTimeThatSendsAllTheWhile() throws IOException {
        var csv = shop.catalogue(1).getBytes(ISO_8859_1);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), tenant.port())) {
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
    private static final class Crowd implements AutoCloseable {
        private final List<Socket> sockets;

        Crowd(String words) {
            sockets = IntStream.range(0, CROWD).mapToObj(_ -> connected(words)).toList();
        }

        private static Socket connected(String words) {
            try {
                var socket = new Socket(InetAddress.getLoopbackAddress(), tenant.port());
                socket.setSoTimeout(60_000);
                socket.getOutputStream().write(words.getBytes(ISO_8859_1));
                return socket;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Sends a byte on each now and then, until the server has had enough of all of them.
        List<String> dripUntilAnswered() {
            Patience.await(() -> sockets.stream().filter(Crowd::takesAByte).count() == 0);
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
            return sockets.stream().map(Crowd::answer).toList();
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
