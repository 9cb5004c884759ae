package dev.halftone.app.api;

import static dev.halftone.app.LiveServer.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.LiveServer;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What those ask who run the server.
class OperationTest {
    private final LiveServer server = LiveServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void livesAndIsReady() {
        assertThat(server.caller().get("/health/live").at("/status")).isEqualTo("live");
        assertThat(server.caller().get("/health/ready").at("/status")).isEqualTo("ready");
    }

    @Test
    void livesButIsNotReadyWhenItCannotStoreImages() throws IOException {
        Files.delete(server.folder().resolve("images"));
        Files.createFile(server.folder().resolve("images"));

        var ready = server.caller().get("/health/ready");

        assertThat(ready.outcome()).isEqualTo("503 not_ready");
        assertThat(ready.at("/detail")).contains("images");
        assertThat(server.caller().get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void countsRequestsByStatusAndImagesByOutcome() {
        var path = server.caller()
                .submit(HEADER + "1,Chair,\"http://a.test/1.jpg,http://a.test/2.jpg,http://a.test/missing.jpg\"\r\n");
        server.caller().awaitEnd(path);

        var metrics = server.caller().get("/metrics").text();

        assertThat(metrics)
                .contains("halftone_requests{status=\"completed\"} 1.0")
                .contains("halftone_requests{status=\"queued\"} 0.0")
                .contains("halftone_images{outcome=\"succeeded\"} 2.0")
                .contains("halftone_images{outcome=\"failed\"} 1.0")
                .contains("halftone_images{outcome=\"pending\"} 0.0")
                .contains("halftone_images_reused 0.0");
    }

    @Test
    void timesCallsByTheirRouteAndNeverByTheirPath() {
        server.caller().get("/v1/requests/00000000000000000000000000000000");
        server.caller().get("/never/heard/of");
        server.socket().send("MADE-UP / HTTP/1.1\r\nHost: halftone.test\r\nConnection: close\r\n\r\n");

        var metrics = server.caller().get("/metrics").text();

        assertThat(metrics)
                .contains("http_server_requests_seconds_count"
                        + "{method=\"GET\",status=\"404\",uri=\"/v1/requests/{id}\"} 1")
                .contains("{method=\"GET\",status=\"404\",uri=\"none\"} 1")
                .contains("method=\"other\"")
                .doesNotContain("0000000000")
                .doesNotContain("never")
                .doesNotContain("MADE-UP");
    }

    @Test
    void measuresTheJvm() {
        assertThat(server.caller().get("/metrics").text())
                .contains("jvm_memory_used_bytes")
                .contains("jvm_threads_live_threads")
                .contains("process_uptime_seconds");
    }
}
