package dev.halftone.acceptance.imageservice;

import static dev.halftone.acceptance.imageservice.HandOverFixture.assertCompletes;
import static dev.halftone.acceptance.imageservice.HandOverFixture.handedOver;
import static dev.halftone.acceptance.imageservice.HandOverFixture.published;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.Await;
import dev.halftone.testkit.MockCallbacks;
import dev.halftone.testkit.MockImageService;
import dev.halftone.testkit.MockResult;
import dev.halftone.testkit.RandomSeed;
import dev.halftone.testkit.SampleJpeg;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Callbacks in any number, order and form: the first result of an image counts, and only what is signed and well
/// formed.
@Timeout(300)
class CallbackTest {
    private static final String CALLBACKS = "/v1/callbacks/images";
    private static final int MAX_CALLBACK_BYTES = 16 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private HandOverFixture fixture;
    private MockImageService service;

    @BeforeEach
    void prepare() {
        fixture = new HandOverFixture(folder);
        service = fixture.service();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void countsTheFirstResultOfEachImageInAnyOrder() throws IOException {
        var seed = RandomSeed.random(CallbackTest.class).nextLong();
        var images = 150;
        service.respondToOthers(url -> MockResult.outputUrl(SampleJpeg.bytes(url.hashCode())));
        service.deliver(callbacks -> sendInAnyOrder(callbacks, new Random(seed)));
        fixture.start();

        var request = fixture.submit(fixture.sources(images));

        assertCompletes(request, images, 0);
        for (var url : fixture.sources(images).subList(0, 20))
            assertThat(published(request, url)).isEqualTo(SampleJpeg.bytes(url.hashCode()));
        assertThat(statuses)
                .containsOnlyKeys("first", "later")
                .containsEntry("first", 200)
                .containsEntry("later", 200);
        assertThat(service.log().jobsOfImages().values()).hasSize(images).containsOnly(1L);
    }

    /// Sends the results in parts of random images. After each, some that were sent before follow with other results.
    private void sendInAnyOrder(MockCallbacks callbacks, Random random) throws InterruptedException {
        var results = new ArrayList<>(callbacks.results());
        Collections.shuffle(results, random);
        for (var sent = 0; sent < results.size(); ) {
            var next = Math.min(results.size(), sent + 1 + random.nextInt(12));
            statuses.merge("first", callbacks.send(results.subList(sent, next)), Math::max);
            sent = next;
            var before = new ArrayList<>(results.subList(0, sent));
            Collections.shuffle(before, random);
            var some = before.subList(0, random.nextInt(sent));
            statuses.merge(
                    "later",
                    callbacks.send(some.stream().map(CallbackTest::failure).toList()),
                    Math::max);
        }
    }

    private static JsonNode failure(JsonNode result) {
        return JSON.valueToTree(Map.of(
                "image_id", result.path("image_id").asString(),
                "status", "failed",
                "code", "http_410",
                "message", "a second opinion"));
    }

    @Test
    void takesTheSameCallbackAtTheSameTime() throws IOException {
        service.deliver(callbacks -> {
            var senders = new ArrayList<Thread>();
            for (var i = 0; i < 8; i++) {
                var name = "sender " + i;
                senders.add(Thread.startVirtualThread(() -> sendAll(name, callbacks)));
            }
            for (var sender : senders) sender.join();
            gate.countDown();
        });
        fixture.start();

        var request = fixture.submit(fixture.sources(50));

        assertCompletes(request, 50, 0);
        Await.until(() -> gate.getCount() == 0);
        assertThat(statuses).hasSize(8);
        assertThat(statuses.values()).containsOnly(200);
        assertThat(service.log().jobs()).hasSize(1);
    }

    private void sendAll(String name, MockCallbacks callbacks) {
        try {
            statuses.put(name, callbacks.send(callbacks.results()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void saysYesToWhatChangesNothing() throws IOException {
        service.deliver(callbacks -> {
            var results = callbacks.results();
            var unknownImage = Map.of("image_id", "unknown", "status", "failed", "code", "http_404");
            statuses.put("no images", callbacks.send(List.of()));
            statuses.put("unknown image", callbacks.send(List.of(JSON.valueToTree(unknownImage))));
            statuses.put("unknown job", sendAbout("unknown", results, callbacks));
            statuses.put("ill-formed id", sendAbout("../x\u0000'\"%s", results, callbacks));
            statuses.put(
                    "pending",
                    callbacks.send(results.stream().map(CallbackTest::pending).toList()));
            statuses.put("before", 0);
            gate.await();
            callbacks.send(results);
            statuses.put("repeated", callbacks.send(results));
            statuses.put("after", 0);
        });
        fixture.start();

        var request = fixture.submit(fixture.sources(5));

        Await.until(() -> statuses.containsKey("before"));
        assertThat(handedOver(request)).isEqualTo(5);
        gate.countDown();
        assertCompletes(request, 5, 0);
        Await.until(() -> statuses.containsKey("after"));
        statuses.keySet().removeAll(List.of("before", "after"));
        assertThat(statuses).hasSize(6);
        assertThat(statuses.values()).containsOnly(200);
        assertCompletes(request, 5, 0);
    }

    private static int sendAbout(String jobId, List<JsonNode> results, MockCallbacks callbacks)
            throws IOException, InterruptedException {
        return callbacks.sendOnce(JSON.writeValueAsBytes(Map.of("job_id", jobId, "images", results)), Instant.now());
    }

    private static JsonNode pending(JsonNode result) {
        return JSON.valueToTree(Map.of("image_id", result.path("image_id").asString(), "status", "pending"));
    }

    @Test
    void refusesWhatIsForgedOldMalformedOrTooLarge() throws IOException {
        var expected = new LinkedHashMap<String, Integer>();
        service.deliver(callbacks -> {
            var body = callbacks.body(
                    callbacks.results().stream().map(CallbackTest::failure).toList());
            var now = Instant.now();
            statuses.put("forged", callbacks.sendForged(body));
            statuses.put("forged garbage", callbacks.sendForged("garbage".getBytes(UTF_8)));
            statuses.put("old", callbacks.sendOnce(body, now.minus(Duration.ofMinutes(6))));
            statuses.put("from the future", callbacks.sendOnce(body, now.plus(Duration.ofMinutes(6))));
            for (var malformed : malformed())
                statuses.put(malformed, callbacks.sendOnce(malformed.getBytes(UTF_8), now));
            statuses.put("too large", callbacks.sendOnce(padded(body, MAX_CALLBACK_BYTES + 1), now));
            statuses.put("large", callbacks.sendOnce(padded(callbacks.body(List.of()), MAX_CALLBACK_BYTES), now));
            statuses.put("all sent", 0);
            gate.await();
            statuses.put(
                    "signed four minutes ago",
                    callbacks.sendOnce(
                            callbacks.body(callbacks.results()), Instant.now().minus(Duration.ofMinutes(4))));
        });
        for (var name : List.of("forged", "forged garbage", "old", "from the future")) expected.put(name, 401);
        malformed().forEach(body -> expected.put(body, 400));
        expected.put("too large", 413);
        expected.put("large", 200);
        expected.put("all sent", 0);
        fixture.start();

        var request = fixture.submit(fixture.sources(5));

        Await.until(() -> statuses.containsKey("all sent"));
        assertThat(statuses).isEqualTo(expected);
        var unsigned = fixture.server()
                .client()
                .send("POST", CALLBACKS, BodyPublishers.ofString("{}"), "Content-Type", "application/json");
        assertThat(unsigned.statusAndCode()).isEqualTo("401 unauthorized");
        assertThat(handedOver(request)).isEqualTo(5);
        assertThat(request.imagesDone()).isZero();
        gate.countDown();
        assertCompletes(request, 5, 0);
        assertThat(statuses).containsEntry("signed four minutes ago", 200);
    }

    private static List<String> malformed() {
        return List.of(
                "garbage",
                "null",
                "[]",
                "{}",
                "{\"job_id\":\"a\"}",
                "{\"images\":[]}",
                "{\"job_id\":null,\"images\":[]}",
                "{\"job_id\":\"a\",\"images\":\"b\"}",
                "{\"job_id\":\"a\",\"images\":[null]}",
                "{\"job_id\":\"a\",\"images\":[{}]}",
                "{\"job_id\":\"a\",\"images\":[{\"image_id\":\"b\"}]}",
                "{\"job_id\":\"a\",\"images\":[{\"image_id\":\"b\",\"status\":\"great\"}]}",
                "{\"job_id\":\"a\",\"images\":[",
                "[".repeat(100_000));
    }

    private static byte[] padded(byte[] json, int size) {
        var text = new String(json, UTF_8);
        var start = "{\"padding\":\"";
        var padding = "x".repeat(size - text.length() - start.length() - 1);
        return (start + padding + "\"," + text.substring(1)).getBytes(UTF_8);
    }
}
