package dev.halftone.acceptance.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.Await;
import dev.halftone.testkit.WebhookInbox;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// SIGTERM, whatever is under way: the server ends with 0 within thirty seconds, and the next one goes on.
@Timeout(300)
class ShutdownTest {
    private static final int IMAGES = 20;

    private final GatedImageHost gatedImageHost = new GatedImageHost(IMAGES);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        gatedImageHost.close();
    }

    @Test
    void endsWhileNothingIsUnderWay() throws Exception {
        try (var server = HalftoneProcess.serve(folder, "data")) {
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void leavesNoTemporaryFiles() throws Exception {
        var temporary = Files.createDirectory(folder.resolve("temporary"));
        try (var server = HalftoneProcess.serveWithTempFolder(folder, temporary, "data")) {
            assertThat(server.terminate()).isZero();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void endsInTheMiddleOfItsStart() throws Exception {
        try (var server = HalftoneProcess.startServing(folder, "data")) {
            Await.until(() -> Files.exists(folder.resolve("data/lock")));

            assertThat(server.terminate()).isZero();
            assertThat(server.output()).contains("stopped").doesNotContain("failed", "Exception");
        }
    }

    @Test
    void givesAnImageBackUncountedThatDripsAndEndsOthersFirst() throws Exception {
        gatedImageHost.makeSlow(IMAGES).openGate();
        try (var server = HalftoneProcess.serve(folder, "data")) {
            var request = server.client().submit(gatedImageHost.csv());
            Await.until(() -> server.client().imagesDone(request) == IMAGES - 1);
            assertThat(server.terminate()).isZero();
        }

        gatedImageHost.restoreImage(IMAGES);
        try (var server = HalftoneProcess.serve(folder, "data")) {
            var request = onlyRequest(server);
            Await.until(() -> server.client().isCompleted(request));
            assertThat(server.client().imagesSucceeded(request)).isEqualTo(IMAGES);
            assertThat(server.client().images(request, ""))
                    .allSatisfy(
                            image -> assertThat(image.path("attempts").asInt()).isEqualTo(1));
        }
    }

    @Test
    void endsEventStreams() throws Exception {
        try (var server = HalftoneProcess.serve(folder, "data")) {
            var request = server.client().submit(gatedImageHost.csv());
            var heard = new FutureTask<>(() -> events(server.client(), request));
            Thread.ofVirtual().start(heard);
            Await.until(() -> server.client().imagesDone(request) == IMAGES / 2);

            assertThat(server.terminate()).isZero();

            assertThat(heard.get()).contains("event: progress").doesNotContain("event: finished");
        }
    }

    @Test
    void leavesNothingOfAnUploadUnderWay() throws Exception {
        var dataFolder = new DataFolder(folder.resolve("data"));
        try (var server = HalftoneProcess.serve(folder, "data");
                var client = connected(server)) {
            var head = List.of(
                    "POST /v1/requests HTTP/1.1",
                    "Host: localhost",
                    "Content-Type: text/csv",
                    "Content-Length: 100000");
            var upload = String.join("\r\n", head) + "\r\n\r\n" + "x".repeat(50_000);
            client.getOutputStream().write(upload.getBytes(US_ASCII));
            Await.until(() -> !dataFolder.uploads().isEmpty());

            assertThat(server.terminate()).isZero();
        }

        try (var server = HalftoneProcess.serve(folder, "data")) {
            assertThat(server.client().requests()).isEmpty();
            assertThat(dataFolder.uploads()).isEmpty();
        }
    }

    @Test
    void sendsAWebhookAgainThatItsReceiverHasNotAnswered() throws Exception {
        gatedImageHost.openGate();
        try (var inbox = new WebhookInbox()) {
            inbox.respondWith(WebhookInbox.Reply.hang());
            try (var server = HalftoneProcess.serve(folder, "data")) {
                server.client().submit(gatedImageHost.csv(), inbox.url());
                inbox.await(1);
                assertThat(server.terminate()).isZero();
            }

            try (var server = HalftoneProcess.serve(folder, "data")) {
                var messages = inbox.await(2);
                assertThat(messages.getFirst().header("webhook-id"))
                        .isEqualTo(messages.getLast().header("webhook-id"));
                assertThat(server.isAlive()).isTrue();
            }
        }
    }

    @Test
    void aRunThatIsToldToEndWhileAnImageDripsLeavesAJobThatGoesOn() throws Exception {
        gatedImageHost.makeSlow(IMAGES).openGate();
        var csv = Files.writeString(folder.resolve("products.csv"), gatedImageHost.csv());
        try (var run = HalftoneProcess.run(folder, csv, "out")) {
            Await.until(() -> new DataFolder(folder.resolve("out")).images().size() >= IMAGES - 1);
            assertThat(run.interrupt()).isEqualTo(130);
            assertThat(run.output()).contains("run the same command again to resume");
        }

        gatedImageHost.restoreImage(IMAGES);
        try (var again = HalftoneProcess.run(folder, csv, "out")) {
            assertThat(again.exitCode()).isZero();
            assertThat(again.output()).contains(IMAGES + " images succeeded, 0 failed");
        }
    }

    private static String onlyRequest(HalftoneProcess server) {
        return server.client().requests().getFirst().path("request_id").asString();
    }

    private static String events(RequestClient requestClient, String request) throws IOException, InterruptedException {
        var call = HttpRequest.newBuilder(requestClient.uri("/v1/requests/" + request + "/events"))
                .build();
        return requestClient.client().send(call, BodyHandlers.ofString(UTF_8)).body();
    }

    private static Socket connected(HalftoneProcess server) throws IOException {
        var uri = server.client().uri("/");
        return new Socket(uri.getHost(), uri.getPort());
    }
}
