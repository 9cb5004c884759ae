package dev.halftone.acceptance.process;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.Await;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.RandomSeed;
import dev.halftone.testkit.WebhookInbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the real process, again and again, and what must not be seen of it afterwards.
@Timeout(600)
class KillTest {
    private static final int IMAGES = 1_000;
    private static final int KILLS = 30;

    @TempDir
    private Path folder;

    private DataFolder dataFolder;

    @BeforeEach
    void look() {
        dataFolder = new DataFolder(folder.resolve("data"));
    }

    @Test
    @Tag("random")
    void thirtyKillsLeaveTheOutputOfAnUndisturbedServer() throws Exception {
        var random = RandomSeed.random(KillTest.class);
        try (var gatedImageHost = new GatedImageHost(IMAGES);
                var inbox = new WebhookInbox()) {
            gatedImageHost.openGate();
            var request = accepted(gatedImageHost.csv(), inbox.url());
            copy(folder.resolve("data"), folder.resolve("twin"));

            var asked = new HashMap<String, Long>();
            for (var left = KILLS; left > 0; left--) {
                killAfterRequests(gatedImageHost, requestsBeforeKill(random, left));
                var times = requestCounts(gatedImageHost);
                dataFolder
                        .finishedUrls()
                        .forEach(url -> asked.putIfAbsent(path(url), times.getOrDefault(path(url), 0L)));
            }
            dataFolder.makeSweepDue();
            var disturbed = ended("data", request);
            var askedInAll = requestCounts(gatedImageHost);
            var messages = inbox.deliveries();
            var undisturbed = ended("twin", request);

            assertThat(disturbed).isEqualTo(undisturbed);
            assertThat(disturbed.wholeImages()).isEqualTo(IMAGES);
            assertThat(askedInAll).as("what had ended is not asked for again").containsAllEntriesOf(asked);
            assertThat(dataFolder.attempts())
                    .as("no image is to blame for a kill")
                    .containsExactly("1");
            assertThat(dataFolder.integrity()).containsExactly("ok");
            assertThat(dataFolder.partialFiles()).isEmpty();
            assertThat(dataFolder.uploads()).isEmpty();
            assertThat(dataFolder.images()).hasSize(IMAGES);
            assertThat(ids(messages)).hasSize(1);
            assertThat(ids(inbox.deliveries()))
                    .as("of the disturbed one and its twin")
                    .hasSize(2);
        }
    }

    @Test
    @Tag("random")
    void aCsvWhoseCopyingIsKilledLosesNoRow() throws Exception {
        var random = RandomSeed.random(KillTest.class);
        var rows = 20_000;
        try (var gatedImageHost = new GatedImageHost(4)) {
            gatedImageHost.openGate();
            var csv = IntStream.rangeClosed(1, rows)
                    .mapToObj(row -> row + ",Product " + row + "," + gatedImageHost.url(1 + row % 4) + "\n")
                    .collect(Collectors.joining("", "Serial Number,Product Name,Input Image URLs\n", ""));
            var request = accepted(csv, URI.create("http://127.0.0.1:9/nobody"));

            for (var left = 5; left > 0; left--) {
                var enough = dataFolder.expandedRows() + random.nextInt(2 * rows / 5);
                killWhen(() -> dataFolder.expandedRows() >= Math.min(enough, rows));
            }

            try (var server = HalftoneProcess.serve(folder, "data")) {
                Await.until(() -> server.client().isCompleted(request));
                assertThat(server.client()
                                .get("/v1/requests/" + request + "/output.csv")
                                .lines())
                        .hasSize(rows + 1)
                        .noneMatch(line -> line.endsWith(","));
                assertThat(server.client().imagesSucceeded(request)).isEqualTo(rows);
            }
        }
    }

    @Test
    void failedImagesAreTriedAgainThroughAKill() throws Exception {
        var images = 100;
        try (var gatedImageHost = new GatedImageHost(images)) {
            gatedImageHost.openGate();
            for (var number = 1; number <= images; number++) gatedImageHost.removeImage(number);
            var request = accepted(gatedImageHost.csv(), URI.create("http://127.0.0.1:9/nobody"));
            try (var server = HalftoneProcess.serve(folder, "data")) {
                Await.until(() -> server.client().isCompleted(request));
                assertThat(server.client().failures(request)).hasSize(images).containsOnly("http_404");
                for (var number = 1; number <= images; number++) gatedImageHost.restoreImage(number);
                server.client().retry(request);
                awaitRequests(gatedImageHost, images + 10);
                server.kill();
            }

            assertThat(ended("data", request).wholeImages()).isEqualTo(images);
        }
    }

    @Test
    void aWebhookWhoseSenderIsKilledIsSentAgainUnderItsId() throws Exception {
        try (var gatedImageHost = new GatedImageHost(4);
                var inbox = new WebhookInbox()) {
            gatedImageHost.openGate();
            inbox.respondWith(WebhookInbox.Reply.hang());
            try (var server = HalftoneProcess.serve(folder, "data")) {
                server.client().submit(gatedImageHost.csv(), inbox.url());
                inbox.await(1);
                server.kill();
            }

            try (var server = HalftoneProcess.serve(folder, "data")) {
                assertThat(ids(inbox.await(2))).hasSize(1);
                assertThat(server.isAlive()).isTrue();
            }
        }
    }

    /// Takes the upload and does none of it, so that both runs begin from the same folder.
    private String accepted(String csv, URI webhook) throws InterruptedException {
        try (var server = HalftoneProcess.serve(folder, "data", "--roles", "api")) {
            var request = server.client().submit(csv, webhook);
            assertThat(server.terminate()).isZero();
            return request;
        }
    }

    /// So that the kills end about when the images do. None: while the server starts.
    private int requestsBeforeKill(RandomGenerator random, int killsLeft) {
        var pending = IMAGES - dataFolder.finishedUrls().size();
        return random.nextInt(1 + 2 * pending / (killsLeft + 1));
    }

    private void killAfterRequests(GatedImageHost gatedImageHost, int more) throws InterruptedException {
        var enough = gatedImageHost.host().requests().size() + more;
        killWhen(() -> gatedImageHost.host().requests().size() >= enough);
    }

    /// Kills a server as soon as something is so, but not before it has opened its data folder.
    private void killWhen(BooleanSupplier sight) throws InterruptedException {
        try (var server = HalftoneProcess.startServing(folder, "data")) {
            Await.untilPollingFast(() -> dataFolder.isLockedBy(server.pid()));
            Await.untilPollingFast(sight);
            server.kill();
        }
    }

    private static void awaitRequests(GatedImageHost gatedImageHost, int times) {
        Await.untilPollingFast(() -> gatedImageHost.host().requests().size() >= times);
    }

    /// By path, how often a picture was asked for.
    private static Map<String, Long> requestCounts(GatedImageHost gatedImageHost) {
        return gatedImageHost.host().requests().stream()
                .collect(groupingBy(ImageHost.RecordedRequest::path, counting()));
    }

    private static String path(String url) {
        return URI.create(url).getPath();
    }

    /// What a request has come to.
    ///
    /// @param wholeImages how many of its output URLs give a whole picture
    private record FinalState(String output, long wholeImages, String images) {}

    private FinalState ended(String data, String request) throws InterruptedException {
        try (var server = HalftoneProcess.serve(folder, data)) {
            var requestClient = server.client();
            Await.until(() -> requestClient.isCompleted(request) && !requestClient.webhookIsPending(request));
            Await.until(
                    () -> new DataFolder(folder.resolve(data)).partialFiles().isEmpty());
            var output = requestClient.get("/v1/requests/" + request + "/output.csv");
            var whole = output.lines()
                    .skip(1)
                    .map(line -> line.substring(line.lastIndexOf(',') + 1))
                    .filter(url -> GatedImageHost.NumberedJpeg.isComplete(requestClient.bytes(path(url))))
                    .count();
            var counts = requestClient.status(request).path("images").toString()
                    + requestClient.status(request).path("rows").toString();
            assertThat(server.terminate()).isZero();
            return new FinalState(output, whole, counts);
        }
    }

    private static List<String> ids(List<WebhookInbox.Delivery> messages) {
        return messages.stream()
                .map(message -> message.header("webhook-id").orElseThrow())
                .distinct()
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList())
                Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
    }
}
