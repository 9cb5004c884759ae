package dev.halftone.app.process;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Patience;
import dev.halftone.testkit.Seed;
import dev.halftone.testkit.SeenRequest;
import dev.halftone.testkit.WebhookInbox;
import dev.halftone.testkit.WebhookReply;
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

    private Remains remains;

    @BeforeEach
    void look() {
        remains = new Remains(folder.resolve("data"));
    }

    @Test
    @Tag("random")
    void thirtyKillsLeaveTheOutputOfAnUndisturbedServer() throws Exception {
        var random = Seed.random(KillTest.class);
        try (var catalogue = new Catalogue(IMAGES);
                var inbox = new WebhookInbox()) {
            catalogue.open();
            var request = accepted(catalogue.csv(), inbox.url());
            copy(folder.resolve("data"), folder.resolve("twin"));

            var asked = new HashMap<String, Long>();
            for (var left = KILLS; left > 0; left--) {
                killOnceAsked(catalogue, fewMore(random, left));
                var times = timesAsked(catalogue);
                remains.endedUrls().forEach(url -> asked.putIfAbsent(path(url), times.getOrDefault(path(url), 0L)));
            }
            remains.growOld();
            var disturbed = ended("data", request);
            var askedInAll = timesAsked(catalogue);
            var messages = inbox.deliveries();
            var undisturbed = ended("twin", request);

            assertThat(disturbed).isEqualTo(undisturbed);
            assertThat(disturbed.wholeImages()).isEqualTo(IMAGES);
            assertThat(askedInAll).as("what had ended is not asked for again").containsAllEntriesOf(asked);
            assertThat(remains.attempts()).as("no image is to blame for a kill").containsExactly("1");
            assertThat(remains.integrity()).containsExactly("ok");
            assertThat(remains.parts()).isEmpty();
            assertThat(remains.uploads()).isEmpty();
            assertThat(remains.images()).hasSize(IMAGES);
            assertThat(ids(messages)).hasSize(1);
            assertThat(ids(inbox.deliveries()))
                    .as("of the disturbed one and its twin")
                    .hasSize(2);
        }
    }

    @Test
    @Tag("random")
    void aCsvWhoseCopyingIsKilledLosesNoRow() throws Exception {
        var random = Seed.random(KillTest.class);
        var rows = 20_000;
        try (var catalogue = new Catalogue(4)) {
            catalogue.open();
            var csv = IntStream.rangeClosed(1, rows)
                    .mapToObj(row -> row + ",Product " + row + "," + catalogue.url(1 + row % 4) + "\n")
                    .collect(Collectors.joining("", "Serial Number,Product Name,Input Image URLs\n", ""));
            var request = accepted(csv, URI.create("http://127.0.0.1:9/nobody"));

            for (var left = 5; left > 0; left--) {
                var enough = remains.expandedRows() + random.nextInt(2 * rows / 5);
                killOnce(() -> remains.expandedRows() >= Math.min(enough, rows));
            }

            try (var server = HalftoneProcess.serve(folder, "data")) {
                Patience.await(() -> server.api().isCompleted(request));
                assertThat(server.api()
                                .get("/v1/requests/" + request + "/output.csv")
                                .lines())
                        .hasSize(rows + 1)
                        .noneMatch(line -> line.endsWith(","));
                assertThat(server.api().imagesSucceeded(request)).isEqualTo(rows);
            }
        }
    }

    @Test
    void failedImagesAreTriedAgainThroughAKill() throws Exception {
        var images = 100;
        try (var catalogue = new Catalogue(images)) {
            catalogue.open();
            for (var number = 1; number <= images; number++) catalogue.loses(number);
            var request = accepted(catalogue.csv(), URI.create("http://127.0.0.1:9/nobody"));
            try (var server = HalftoneProcess.serve(folder, "data")) {
                Patience.await(() -> server.api().isCompleted(request));
                assertThat(server.api().failures(request)).hasSize(images).containsOnly("http_404");
                for (var number = 1; number <= images; number++) catalogue.finds(number);
                server.api().retry(request);
                awaitAsked(catalogue, images + 10);
                server.kill();
            }

            assertThat(ended("data", request).wholeImages()).isEqualTo(images);
        }
    }

    @Test
    void aWebhookWhoseSenderIsKilledIsSentAgainUnderItsId() throws Exception {
        try (var catalogue = new Catalogue(4);
                var inbox = new WebhookInbox()) {
            catalogue.open();
            inbox.answers(WebhookReply.hang());
            try (var server = HalftoneProcess.serve(folder, "data")) {
                server.api().submit(catalogue.csv(), inbox.url());
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
            var request = server.api().submit(csv, webhook);
            assertThat(server.terminate()).isZero();
            return request;
        }
    }

    /// So that the kills end about when the images do. None: while the server starts.
    private int fewMore(RandomGenerator random, int killsLeft) {
        var pending = IMAGES - remains.endedUrls().size();
        return random.nextInt(1 + 2 * pending / (killsLeft + 1));
    }

    private void killOnceAsked(Catalogue catalogue, int more) throws InterruptedException {
        var enough = catalogue.host().requests().size() + more;
        killOnce(() -> catalogue.host().requests().size() >= enough);
    }

    /// Kills a server as soon as something is so, but not before it has opened its data folder.
    private void killOnce(BooleanSupplier sight) throws InterruptedException {
        try (var server = HalftoneProcess.startServing(folder, "data")) {
            Patience.awaitClosely(() -> remains.belongTo(server.id()));
            Patience.awaitClosely(sight);
            server.kill();
        }
    }

    private static void awaitAsked(Catalogue catalogue, int times) {
        Patience.awaitClosely(() -> catalogue.host().requests().size() >= times);
    }

    /// By path, how often a picture was asked for.
    private static Map<String, Long> timesAsked(Catalogue catalogue) {
        return catalogue.host().requests().stream().collect(groupingBy(SeenRequest::path, counting()));
    }

    private static String path(String url) {
        return URI.create(url).getPath();
    }

    /// What a request has come to.
    ///
    /// @param wholeImages how many of its output URLs give a whole picture
    private record End(String output, long wholeImages, String images) {}

    private End ended(String data, String request) throws InterruptedException {
        try (var server = HalftoneProcess.serve(folder, data)) {
            var api = server.api();
            Patience.await(() -> api.isCompleted(request) && !api.webhookIsPending(request));
            Patience.await(() -> new Remains(folder.resolve(data)).parts().isEmpty());
            var output = api.get("/v1/requests/" + request + "/output.csv");
            var whole = output.lines()
                    .skip(1)
                    .map(line -> line.substring(line.lastIndexOf(',') + 1))
                    .filter(url -> Pictures.isWhole(api.bytes(path(url))))
                    .count();
            var counts = api.status(request).path("images").toString()
                    + api.status(request).path("rows").toString();
            assertThat(server.terminate()).isZero();
            return new End(output, whole, counts);
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
