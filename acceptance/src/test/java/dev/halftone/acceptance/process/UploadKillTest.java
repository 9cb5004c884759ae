package dev.halftone.acceptance.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.RunningServer;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.acceptance.SubmittedRequest;
import dev.halftone.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Servers that are killed during an upload.
@Timeout(300)
class UploadKillTest {
    private static final int IMAGES = 20;
    private static final int MEGABYTE = 1024 * 1024;

    private final ImageHostFixture imageHost = ImageHostFixture.halfGated(IMAGES);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        imageHost.close();
    }

    @Test
    void keepsNothingOfUploadsThatWereKilled() throws Exception {
        for (var type : List.of("text/csv", "multipart/form-data; boundary=x")) {
            try (var server = serve();
                    var socket = connect(server)) {
                assertNothingIsKept(server);
                send(socket, head(type, 64 * MEGABYTE, "") + formHead(type) + "x".repeat(MEGABYTE));
                Await.until(() -> !dataFolder().uploads().isEmpty());
                server.kill();
            }
        }

        try (var server = ServerProcess.in(folder).serveInProcess()) {
            assertNothingIsKept(server);
        }
    }

    private void assertNothingIsKept(RunningServer server) {
        assertThat(server.client().get("/v1/requests").json().path("items")).isEmpty();
        assertThat(dataFolder().uploads()).isEmpty();
    }

    /// Kills a server four times: after a part of the body that grows up to all of it.
    @Test
    void sameIdempotencyKeyAfterAKillMakesOneRequest() throws Exception {
        var csv = imageHost.csv();
        imageHost.openGate();
        var percentages = List.of(0, 50, 99, 100);
        for (int percent : percentages) {
            try (var server = serve();
                    var socket = connect(server)) {
                var body = csv.substring(0, csv.length() * percent / 100);
                send(socket, head("text/csv", csv.length(), "Idempotency-Key: " + percent + "\r\n") + body);
                server.kill();
            }
        }

        try (var server = ServerProcess.in(folder).serveInProcess()) {
            for (int percent : percentages) {
                var key = Integer.toString(percent);
                var request = SubmittedRequest.submitWithKey(server.client(), csv, key);
                assertThat(SubmittedRequest.submitWithKey(server.client(), csv, key))
                        .isEqualTo(request);
                request.awaitCompleted();
                assertThat(request.imagesSucceeded()).isEqualTo(IMAGES);
            }
            assertThat(server.client().get("/v1/requests").json().path("items")).hasSize(percentages.size());
        }
    }

    private static String head(String type, int length, String moreHeaders) {
        return "POST /v1/requests HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: "
                + length + "\r\n" + moreHeaders + "\r\n";
    }

    private static String formHead(String type) {
        return type.startsWith("multipart")
                ? "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
                : "";
    }

    private DataFolder dataFolder() {
        return new DataFolder(folder.resolve("data"));
    }

    private ServerProcess serve() {
        return ServerProcess.in(folder).serve();
    }

    private static Socket connect(ServerProcess server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }
}
