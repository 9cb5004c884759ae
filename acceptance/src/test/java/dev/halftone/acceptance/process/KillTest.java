package dev.halftone.acceptance.process;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.acceptance.SubmittedRequest;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.RandomSeed;
import dev.halftone.testkit.WebhookInbox;
import dev.halftone.testkit.api.ApiClient;
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

/// Repeated `kill -9` of the real process, and what must not be visible of it afterwards. `./verify --soak` repeats the
/// long ones with other seeds for as long as it is told.
@Timeout(600)
class KillTest {
    private static final int IMAGES = 400;
    private static final int KILLS = 10;

    /// Nothing listens there.
    private static final URI UNREACHABLE_WEBHOOK = URI.create("http://127.0.0.1:9/nobody");

    /// Gives both servers the same output URLs, although their ports differ.
    private static final String PUBLIC_URL = "--public-url=http://halftone.test";

    @TempDir
    private Path folder;

    private DataFolder dataFolder;

    @BeforeEach
    void openDataFolder() {
        dataFolder = new DataFolder(folder.resolve("data"));
    }

    @Test
    @Tag("long")
    void outputAfterTenKillsEqualsThatOfAnUndisturbedServer() throws Exception {
        var random = RandomSeed.random(KillTest.class);
        try (var imageHost = ImageHostFixture.halfGated(IMAGES);
                var inbox = new WebhookInbox()) {
            imageHost.openGate();
            var request = submitOnly(imageHost.csv(), inbox.url());
            copy(folder.resolve("data"), folder.resolve("twin"));

            var countsWhenFinished = new HashMap<String, Long>();
            for (var killsLeft = KILLS; killsLeft > 0; killsLeft--) {
                killAfterRequests(imageHost, requestsBeforeKill(random, killsLeft));
                var counts = requestCounts(imageHost);
                dataFolder
                        .finishedUrls()
                        .forEach(url -> countsWhenFinished.putIfAbsent(path(url), counts.getOrDefault(path(url), 0L)));
            }
            dataFolder.agePartialFiles();
            dataFolder.makeCleanUpDue();
            var disturbed = complete("data", request);
            var finalCounts = requestCounts(imageHost);
            var deliveries = inbox.deliveries();
            var undisturbed = complete("twin", request);

            assertThat(disturbed).isEqualTo(undisturbed);
            assertThat(disturbed.completeImages()).isEqualTo(IMAGES);
            assertThat(finalCounts)
                    .as("a finished image is not fetched again")
                    .containsAllEntriesOf(countsWhenFinished);
            assertThat(dataFolder.distinctAttempts())
                    .as("a kill is not counted as an attempt of any image")
                    .containsExactly("1");
            assertThat(dataFolder.database().integrityCheck()).containsExactly("ok");
            assertThat(dataFolder.partialFiles()).isEmpty();
            assertThat(dataFolder.uploads()).hasSize(1);
            assertThat(dataFolder.images()).hasSize(IMAGES);
            assertThat(messageIds(deliveries)).hasSize(1);
            assertThat(messageIds(inbox.deliveries()))
                    .as("both servers have the same request, so their messages have the same id")
                    .hasSize(1);
            assertThat(inbox.deliveries()).hasSizeGreaterThan(deliveries.size());
        }
    }

    @Test
    @Tag("long")
    void killsWhileACsvIsExpandedLoseNoRow() throws Exception {
        var random = RandomSeed.random(KillTest.class);
        var rows = 8_000;
        try (var imageHost = ImageHostFixture.halfGated(4)) {
            imageHost.openGate();
            var csv = IntStream.rangeClosed(1, rows)
                    .mapToObj(row -> row + ",Product " + row + "," + imageHost.url(1 + row % 4) + "\n")
                    .collect(Collectors.joining("", ImageHostFixture.HEADER, ""));
            var request = submitOnly(csv, UNREACHABLE_WEBHOOK);

            for (var killsLeft = 5; killsLeft > 0; killsLeft--) {
                var rowsBeforeKill = dataFolder.expandedRows() + random.nextInt(2 * rows / 5);
                killWhen(() -> dataFolder.expandedRows() >= Math.min(rowsBeforeKill, rows));
            }

            try (var server = serve("data")) {
                server.request(request).awaitCompleted();
                assertThat(server.request(request).outputCsv().lines())
                        .hasSize(rows + 1)
                        .noneMatch(line -> line.endsWith(","));
                assertThat(server.request(request).imagesSucceeded()).isEqualTo(rows);
            }
        }
    }

    @Test
    void retryOfFailedImagesSurvivesAKill() throws Exception {
        var images = 100;
        try (var imageHost = ImageHostFixture.halfGated(images)) {
            imageHost.openGate();
            for (var number = 1; number <= images; number++) imageHost.removeImage(number);
            var request = submitOnly(imageHost.csv(), UNREACHABLE_WEBHOOK);
            try (var server = serve("data")) {
                server.request(request).awaitCompleted();
                assertThat(server.request(request).failureCodes())
                        .hasSize(images)
                        .containsOnly("http_404");
                for (var number = 1; number <= images; number++) imageHost.restoreImage(number);
                server.request(request).retry();
                Await.untilPollingFast(() -> requestCount(imageHost) >= images + 10);
                server.kill();
            }

            assertThat(complete("data", request).completeImages()).isEqualTo(images);
        }
    }

    @Test
    void webhookIsSentAgainUnderTheSameIdAfterAKill() throws Exception {
        try (var imageHost = ImageHostFixture.halfGated(4);
                var inbox = new WebhookInbox()) {
            imageHost.openGate();
            inbox.enqueue(WebhookInbox.Reply.noResponse());
            try (var server = serve("data")) {
                SubmittedRequest.submit(server.client(), imageHost.csv(), inbox.url());
                inbox.await(1);
                server.kill();
            }

            try (var _ = launcher("data").serveInProcess(PUBLIC_URL)) {
                assertThat(messageIds(inbox.await(2))).hasSize(1);
            }
        }
    }

    /// Submits a CSV to a server without workers, so that both runs begin from the same data folder.
    ///
    /// @return the request's path
    private String submitOnly(String csv, URI webhook) {
        try (var server = launcher("data").serveInProcess(PUBLIC_URL, "--roles=api")) {
            return SubmittedRequest.submit(server.client(), csv, webhook).path();
        }
    }

    /// Chooses how many images are requested before the next kill. On average the last kill comes when the
    /// images end. 0 kills the server while it starts.
    private int requestsBeforeKill(RandomGenerator random, int killsLeft) {
        var pending = IMAGES - dataFolder.finishedUrls().size();
        return random.nextInt(1 + 2 * pending / (killsLeft + 1));
    }

    private void killAfterRequests(ImageHostFixture imageHost, int more) throws InterruptedException {
        var target = requestCount(imageHost) + more;
        killWhen(() -> requestCount(imageHost) >= target);
    }

    /// Kills a server as soon as a condition holds, but not before it has locked its data folder.
    private void killWhen(BooleanSupplier condition) throws InterruptedException {
        try (var server = launcher("data").startServer(PUBLIC_URL)) {
            Await.untilPollingFast(() -> dataFolder.isLockedBy(server.pid()));
            Await.untilPollingFast(condition);
            server.kill();
        }
    }

    private static int requestCount(ImageHostFixture imageHost) {
        return imageHost.host().requests().size();
    }

    /// Returns how often each image was requested, by path.
    private static Map<String, Long> requestCounts(ImageHostFixture imageHost) {
        return imageHost.host().requests().stream().collect(groupingBy(ImageHost.RecordedRequest::path, counting()));
    }

    private static String path(String url) {
        return URI.create(url).getPath();
    }

    /// The result of a request.
    ///
    /// @param completeImages how many of its output URLs respond with a complete image
    private record FinalState(String output, long completeImages, String counts) {}

    /// Starts a server that completes a request and delivers its webhook.
    private FinalState complete(String data, String path) {
        try (var server = launcher(data).serveInProcess(PUBLIC_URL)) {
            var request = server.request(path);
            Await.until(() -> request.isCompleted() && !request.isWebhookPending());
            Await.until(
                    () -> new DataFolder(folder.resolve(data)).partialFiles().isEmpty());
            var output = request.outputCsv();
            var completeImages = output.lines()
                    .skip(1)
                    .map(line -> line.substring(line.lastIndexOf(',') + 1))
                    .filter(url -> isComplete(server.client(), path(url)))
                    .count();
            var status = request.status().json();
            var counts = status.path("images").toString() + status.path("rows").toString();
            return new FinalState(output, completeImages, counts);
        }
    }

    private static boolean isComplete(ApiClient client, String path) {
        var response = client.get(path);
        var bytes = response.response().body();
        return response.header("Content-Length").equals("" + bytes.length) && ImageHostFixture.isComplete(bytes);
    }

    private ServerProcess serve(String data) {
        return launcher(data).serve(PUBLIC_URL);
    }

    private ServerProcess.Launcher launcher(String data) {
        return ServerProcess.in(folder).withData(data);
    }

    private static List<String> messageIds(List<WebhookInbox.Delivery> deliveries) {
        return deliveries.stream()
                .map(delivery -> delivery.header("webhook-id").orElseThrow())
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
