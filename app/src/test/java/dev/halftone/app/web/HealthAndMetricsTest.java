package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static dev.halftone.app.ServerFixture.HEADER;
import static dev.halftone.testkit.MockResponse.image;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.ProductVersion;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.SampleJpeg;
import dev.halftone.testkit.WebhookInbox;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Health checks and metrics.
class HealthAndMetricsTest {
    private final ServerFixture server = ServerFixture.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isLiveAndReady() {
        assertThat(server.client().get("/health/live").field("/status")).isEqualTo("live");
        assertThat(server.client().get("/health/ready").field("/status")).isEqualTo("ready");
    }

    @Test
    void isLiveButNotReadyWhenImagesCannotBeStored() throws IOException {
        Files.delete(server.folder().resolve("images"));
        Files.createFile(server.folder().resolve("images"));

        var ready = server.client().get("/health/ready");

        assertThat(ready.statusAndCode()).isEqualTo("503 not_ready");
        assertThat(ready.field("/detail")).contains("images");
        assertThat(server.client().get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void countsRequestsByStatusAndImagesByOutcome() {
        var path = server.client()
                .submit(HEADER + "1,Chair,\"http://a.test/1.jpg,http://a.test/2.jpg,http://a.test/missing.jpg\"\r\n");
        server.client().awaitEnd(path);

        var metrics = server.client().get("/metrics").text();

        assertThat(metrics)
                .contains("halftone_requests{status=\"completed\"} 1.0")
                .contains("halftone_requests{status=\"queued\"} 0.0")
                .contains("halftone_images{outcome=\"succeeded\"} 2.0")
                .contains("halftone_images{outcome=\"failed\"} 1.0")
                .contains("halftone_images{outcome=\"pending\"} 0.0")
                .contains("halftone_images_reused 0.0");
    }

    @Test
    void countsCodecPathsAndTheirReasons() throws IOException {
        try (var host = ImageHost.start();
                var realServer = ServerFixture.startWithRealImages()) {
            host.respondTo("/photo.jpg", SampleJpeg.response())
                    .respondTo("/wide.jpg", image("image/jpeg", SampleJpeg.bytes(2100, 48, 1)))
                    .respondTo("/photo.png", image("image/png", png()))
                    .respondTo("/page.jpg", image("image/jpeg", "<html>".getBytes(UTF_8)));
            var urls = Stream.of("/photo.jpg", "/wide.jpg", "/photo.png", "/page.jpg")
                    .map(host::url);
            var apiClient = realServer.client();

            apiClient.awaitEnd(apiClient.submit(HEADER + "1,Chair,\"" + urls.collect(joining(",")) + "\"\r\n"));

            assertThat(apiClient.get("/metrics").text())
                    .contains("worked_total{end=\"coded\",reason=\"none\",way=\"coefficients\"} 1.0")
                    .contains("worked_total{end=\"coded\",reason=\"resize\",way=\"pixels\"} 1.0")
                    .contains("worked_total{end=\"kept\",reason=\"other_format\",way=\"pixels\"} 1.0")
                    .contains("worked_total{end=\"refused\",reason=\"precision\",way=\"pixels\"} 0.0");
        }
    }

    /// A PNG so small that recompression cannot make it smaller.
    private static byte[] png() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    @Test
    void timesRequestsByRouteNotByPath() {
        server.client().get("/v1/requests/00000000000000000000000000000000");
        server.client().get("/unknown/path");
        server.rawClient().send("MADE-UP / HTTP/1.1\r\nHost: halftone.test\r\nConnection: close\r\n\r\n");

        var metrics = server.client().get("/metrics").text();

        assertThat(metrics)
                .contains("http_server_requests_seconds_count"
                        + "{method=\"GET\",status=\"404\",uri=\"/v1/requests/{id}\"} 1")
                .contains("{method=\"GET\",status=\"404\",uri=\"none\"} 1")
                .contains("method=\"other\"")
                .doesNotContain("0000000000")
                .doesNotContain("unknown/path")
                .doesNotContain("MADE-UP");
    }

    @Test
    void exportsItsVersionItsStateAndItsFreeSpace() throws IOException {
        assertThat(server.client().get("/metrics").text())
                .contains("halftone_build_info{version=\"" + ProductVersion.text() + "\"} 1")
                .contains("halftone_ready 1.0")
                .containsPattern("halftone_disk_free_bytes [1-9]");

        Files.delete(server.folder().resolve("images"));
        Files.createFile(server.folder().resolve("images"));

        assertThat(server.client().get("/metrics").text()).contains("halftone_ready 0.0");
    }

    @Test
    void exportsHowLongTheOldestRequestHasBeenOpen() {
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);
        assertThat(server.client().get("/metrics").text()).contains("halftone_backlog_oldest_seconds 0.0");

        var path = server.client().submit(CSV);

        Await.until(
                () -> server.client().get("/metrics").text(),
                text -> Pattern.compile("halftone_backlog_oldest_seconds (?!0\\.0)")
                        .matcher(text)
                        .find());
        gate.countDown();
        server.client().awaitEnd(path);
        assertThat(server.client().get("/metrics").text()).contains("halftone_backlog_oldest_seconds 0.0");
    }

    @Test
    void countsWebhooksThatWaitAndThoseGivenUp() {
        try (var inbox = new WebhookInbox();
                var ownServer = ServerFixture.start(AddressPolicy.unrestricted())) {
            inbox.enqueue(500);
            ownServer.client().postCsv("/v1/requests?webhook_url=" + inbox.url(), CSV);
            inbox.await(1);

            assertThat(ownServer.client().get("/metrics").text())
                    .contains("halftone_webhooks{status=\"pending\"} 1.0")
                    .contains("halftone_webhooks{status=\"failed\"} 0.0");
        }
    }

    @Test
    void exportsJvmMetrics() {
        assertThat(server.client().get("/metrics").text())
                .contains("jvm_memory_used_bytes")
                .contains("jvm_threads_live_threads")
                .contains("process_uptime_seconds");
    }
}
