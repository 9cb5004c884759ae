package dev.halftone.acceptance.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.Await;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Uploads whose server is killed while they are under way.
@Timeout(300)
class UploadKillTest {
    private static final int IMAGES = 20;
    private static final int MEGABYTE = 1024 * 1024;

    private final GatedImageHost gatedImageHost = new GatedImageHost(IMAGES);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        gatedImageHost.close();
    }

    @ParameterizedTest(name = "as {0}")
    @ValueSource(strings = {"text/csv", "multipart/form-data; boundary=x"})
    void anUploadKilledHalfWayLeavesNothing(String type) throws Exception {
        var dataFolder = new DataFolder(folder.resolve("data"));
        try (var server = HalftoneProcess.serve(folder, "data");
                var client = connected(server)) {
            send(client, head(type, 64 * MEGABYTE, "") + formHead(type) + "x".repeat(MEGABYTE));
            Await.until(() -> !dataFolder.uploads().isEmpty());
            server.kill();
        }

        try (var server = HalftoneProcess.serve(folder, "data")) {
            assertThat(server.client().requests()).isEmpty();
            assertThat(dataFolder.uploads()).isEmpty();
        }
    }

    /// The first line and the headers, half of the body, all but its last byte, everything.
    @ParameterizedTest(name = "after {0} hundredths of the body")
    @CsvSource({"0", "50", "99", "100"})
    void theSameKeyAfterAKillMakesOneRequest(int sent) throws Exception {
        var csv = gatedImageHost.csv();
        gatedImageHost.openGate();
        try (var server = HalftoneProcess.serve(folder, "data");
                var client = connected(server)) {
            var body = csv.substring(0, csv.length() * sent / 100);
            send(client, head("text/csv", csv.length(), "Idempotency-Key: once\r\n") + body);
            server.kill();
        }

        try (var server = HalftoneProcess.serve(folder, "data")) {
            var request = server.client().submitOnce(csv, "once");
            assertThat(server.client().submitOnce(csv, "once")).isEqualTo(request);
            Await.until(() -> server.client().isCompleted(request));
            assertThat(server.client().requests()).hasSize(1);
            assertThat(server.client().imagesSucceeded(request)).isEqualTo(IMAGES);
        }
    }

    private static String head(String type, int length, String more) {
        return "POST /v1/requests HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: "
                + length + "\r\n" + more + "\r\n";
    }

    private static String formHead(String type) {
        return type.startsWith("multipart")
                ? "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
                : "";
    }

    private static Socket connected(HalftoneProcess server) throws IOException {
        var uri = server.client().uri("/");
        return new Socket(uri.getHost(), uri.getPort());
    }

    private static void send(Socket client, String bytes) throws IOException {
        client.getOutputStream().write(bytes.getBytes(US_ASCII));
        client.getOutputStream().flush();
    }
}
