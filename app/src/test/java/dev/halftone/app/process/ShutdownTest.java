package dev.halftone.app.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Patience;
import dev.halftone.testkit.WebhookInbox;
import dev.halftone.testkit.WebhookReply;
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

    private final Catalogue catalogue = new Catalogue(IMAGES);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        catalogue.close();
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
        try (var server = HalftoneProcess.serveWithTemporary(folder, temporary, "data")) {
            assertThat(server.terminate()).isZero();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void endsInTheMiddleOfItsStart() throws Exception {
        try (var server = HalftoneProcess.startServing(folder, "data")) {
            Patience.await(() -> Files.exists(folder.resolve("data/lock")));

            assertThat(server.terminate()).isZero();
            assertThat(server.said()).contains("stopped").doesNotContain("failed", "Exception");
        }
    }

    @Test
    void givesAnImageBackUncountedThatDripsAndEndsOthersFirst() throws Exception {
        catalogue.drips(IMAGES).open();
        try (var server = HalftoneProcess.serve(folder, "data")) {
            var request = server.api().submit(catalogue.csv());
            Patience.await(() -> server.api().imagesDone(request) == IMAGES - 1);
            assertThat(server.terminate()).isZero();
        }

        catalogue.finds(IMAGES);
        try (var server = HalftoneProcess.serve(folder, "data")) {
            var request = onlyRequest(server);
            Patience.await(() -> server.api().isCompleted(request));
            assertThat(server.api().imagesSucceeded(request)).isEqualTo(IMAGES);
            assertThat(server.api().images(request, ""))
                    .allSatisfy(
                            image -> assertThat(image.path("attempts").asInt()).isEqualTo(1));
        }
    }

    @Test
    void endsEventStreams() throws Exception {
        try (var server = HalftoneProcess.serve(folder, "data")) {
            var request = server.api().submit(catalogue.csv());
            var heard = new FutureTask<>(() -> events(server.api(), request));
            Thread.ofVirtual().start(heard);
            Patience.await(() -> server.api().imagesDone(request) == IMAGES / 2);

            assertThat(server.terminate()).isZero();

            assertThat(heard.get()).contains("event: progress").doesNotContain("event: finished");
        }
    }

    @Test
    void leavesNothingOfAnUploadUnderWay() throws Exception {
        var remains = new Remains(folder.resolve("data"));
        try (var server = HalftoneProcess.serve(folder, "data");
                var client = connected(server)) {
            var head = List.of(
                    "POST /v1/requests HTTP/1.1",
                    "Host: localhost",
                    "Content-Type: text/csv",
                    "Content-Length: 100000");
            var upload = String.join("\r\n", head) + "\r\n\r\n" + "x".repeat(50_000);
            client.getOutputStream().write(upload.getBytes(US_ASCII));
            Patience.await(() -> !remains.uploads().isEmpty());

            assertThat(server.terminate()).isZero();
        }

        try (var server = HalftoneProcess.serve(folder, "data")) {
            assertThat(server.api().requests()).isEmpty();
            assertThat(remains.uploads()).isEmpty();
        }
    }

    @Test
    void sendsAWebhookAgainThatItsReceiverHasNotAnswered() throws Exception {
        catalogue.open();
        try (var inbox = new WebhookInbox()) {
            inbox.answers(WebhookReply.hang());
            try (var server = HalftoneProcess.serve(folder, "data")) {
                server.api().submit(catalogue.csv(), inbox.url());
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
        catalogue.drips(IMAGES).open();
        var csv = Files.writeString(folder.resolve("products.csv"), catalogue.csv());
        try (var run = HalftoneProcess.run(folder, csv, "out")) {
            Patience.await(() -> new Remains(folder.resolve("out")).images().size() >= IMAGES - 1);
            assertThat(run.interrupt()).isEqualTo(130);
            assertThat(run.said()).contains("the same command goes on from here");
        }

        catalogue.finds(IMAGES);
        try (var again = HalftoneProcess.run(folder, csv, "out")) {
            assertThat(again.exitCode()).isZero();
            assertThat(again.said()).contains(IMAGES + " images succeeded, 0 failed");
        }
    }

    private static String onlyRequest(HalftoneProcess server) {
        return server.api().requests().getFirst().path("request_id").asString();
    }

    private static String events(Api api, String request) throws IOException, InterruptedException {
        var call = HttpRequest.newBuilder(api.uri("/v1/requests/" + request + "/events"))
                .build();
        return api.client().send(call, BodyHandlers.ofString(UTF_8)).body();
    }

    private static Socket connected(HalftoneProcess server) throws IOException {
        var uri = server.api().uri("/");
        return new Socket(uri.getHost(), uri.getPort());
    }
}
