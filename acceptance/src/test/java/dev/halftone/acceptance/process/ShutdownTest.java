package dev.halftone.acceptance.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.acceptance.SubmittedRequest;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.WebhookInbox;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// SIGTERM in every state: the process ends with 0 within thirty seconds, and the next one continues its work.
@Timeout(300)
class ShutdownTest {
    private static final int IMAGES = 20;
    private static final int SIGINT_EXIT = 130;

    private final ImageHostFixture imageHost = ImageHostFixture.halfGated(IMAGES);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        imageHost.close();
    }

    @Test
    void endsWhenIdle() {
        try (var server = serve()) {
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void leavesNoTemporaryFiles() throws Exception {
        var temporary = Files.createDirectory(folder.resolve("temporary"));
        var jvmOptions = List.of("-Djava.io.tmpdir=" + temporary);
        try (var server = ServerProcess.in(folder).withJvmOptions(jvmOptions).serve()) {
            assertThat(server.terminate()).isZero();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void endsDuringStartup() {
        try (var server = ServerProcess.in(folder).startServer()) {
            Await.until(() -> Files.exists(folder.resolve("data/lock")));

            assertThat(server.terminate()).isZero();
            assertThat(server.output()).contains("stopped").doesNotContain("failed", "Exception");
        }
    }

    @Test
    @Tag("long")
    void finishesOtherImagesAndDoesNotCountTheAttemptOfASlowOne() {
        imageHost.makeSlow(IMAGES).openGate();
        var path = "";
        try (var server = serve()) {
            path = server.client().submit(imageHost.csv());
            var request = server.request(path);
            Await.until(() -> request.imagesDone() == IMAGES - 1);
            assertThat(server.terminate()).isZero();
        }

        imageHost.restoreImage(IMAGES);
        try (var server = serve()) {
            var request = server.request(path);
            request.awaitCompleted();
            assertThat(request.imagesSucceeded()).isEqualTo(IMAGES);
            assertThat(request.images())
                    .allSatisfy(
                            image -> assertThat(image.path("attempts").asInt()).isEqualTo(1));
        }
    }

    @Test
    void endsEventStreams() throws Exception {
        try (var server = serve()) {
            var request = server.request(server.client().submit(imageHost.csv()));
            var events = new FutureTask<>(() -> request.client().events(request.path()));
            Thread.ofVirtual().start(events);
            Await.until(() -> request.imagesDone() == IMAGES / 2);

            assertThat(server.terminate()).isZero();

            assertThat(events.get()).contains("event: progress").doesNotContain("event: finished");
        }
    }

    @Test
    @Tag("long")
    void keepsNothingOfAnUnfinishedUpload() throws Exception {
        var dataFolder = new DataFolder(folder.resolve("data"));
        try (var server = serve();
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var head = List.of(
                    "POST /v1/requests HTTP/1.1",
                    "Host: localhost",
                    "Content-Type: text/csv",
                    "Content-Length: 100000");
            var upload = String.join("\r\n", head) + "\r\n\r\n" + "x".repeat(50_000);
            socket.getOutputStream().write(upload.getBytes(US_ASCII));
            Await.until(() -> !dataFolder.uploads().isEmpty());

            assertThat(server.terminate()).isZero();
        }

        try (var server = serve()) {
            assertThat(server.client().get("/v1/requests").json().path("items")).isEmpty();
            assertThat(dataFolder.uploads()).isEmpty();
        }
    }

    @Test
    @Tag("long")
    void sendsAWebhookAgainThatWasNotAnswered() throws Exception {
        imageHost.openGate();
        try (var inbox = new WebhookInbox()) {
            inbox.enqueue(WebhookInbox.Reply.noResponse());
            try (var server = serve()) {
                SubmittedRequest.submit(server.client(), imageHost.csv(), inbox.url());
                inbox.await(1);
                assertThat(server.terminate()).isZero();
            }

            try (var server = serve()) {
                var deliveries = inbox.await(2);
                assertThat(deliveries.getFirst().header("webhook-id"))
                        .isEqualTo(deliveries.getLast().header("webhook-id"));
                assertThat(server.isAlive()).isTrue();
            }
        }
    }

    @Test
    void runInterruptedDuringASlowImageCanBeResumed() throws Exception {
        imageHost.makeSlow(IMAGES).openGate();
        var csv = Files.writeString(folder.resolve("products.csv"), imageHost.csv());
        try (var run = ServerProcess.in(folder).run(csv, "out")) {
            Await.until(() -> new DataFolder(folder.resolve("out")).images().size() >= IMAGES - 1);
            assertThat(run.interrupt()).isEqualTo(SIGINT_EXIT);
            assertThat(run.output()).contains("run the same command again to resume");
        }

        imageHost.restoreImage(IMAGES);
        try (var again = ServerProcess.in(folder).run(csv, "out")) {
            assertThat(again.exitCode()).isZero();
            assertThat(again.output()).contains(IMAGES + " images succeeded, 0 failed");
        }
    }

    private ServerProcess serve() {
        return ServerProcess.in(folder).serve();
    }
}
