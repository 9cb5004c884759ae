package dev.halftone.acceptance.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.acceptance.SubmittedRequest;
import dev.halftone.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest(name = "as {0}")
    @ValueSource(strings = {"text/csv", "multipart/form-data; boundary=x"})
    void keepsNothingOfAnUploadThatWasKilled(String type) throws Exception {
        var dataFolder = new DataFolder(folder.resolve("data"));
        try (var server = serve();
                var socket = connect(server)) {
            send(socket, head(type, 64 * MEGABYTE, "") + formHead(type) + "x".repeat(MEGABYTE));
            Await.until(() -> !dataFolder.uploads().isEmpty());
            server.kill();
        }

        try (var server = serve()) {
            assertThat(server.client().get("/v1/requests").json().path("items")).isEmpty();
            assertThat(dataFolder.uploads()).isEmpty();
        }
    }

    @ParameterizedTest(name = "after {0} % of the body")
    @CsvSource({"0", "50", "99", "100"})
    void sameIdempotencyKeyAfterAKillMakesOneRequest(int percentSent) throws Exception {
        var csv = imageHost.csv();
        imageHost.openGate();
        try (var server = serve();
                var socket = connect(server)) {
            var body = csv.substring(0, csv.length() * percentSent / 100);
            send(socket, head("text/csv", csv.length(), "Idempotency-Key: once\r\n") + body);
            server.kill();
        }

        try (var server = serve()) {
            var request = SubmittedRequest.submitWithKey(server.client(), csv, "once");
            assertThat(SubmittedRequest.submitWithKey(server.client(), csv, "once"))
                    .isEqualTo(request);
            request.awaitCompleted();
            assertThat(server.client().get("/v1/requests").json().path("items")).hasSize(1);
            assertThat(request.imagesSucceeded()).isEqualTo(IMAGES);
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
