package dev.halftone.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.InProcessServer;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.SampleJpeg;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the status and the events say while no image ends, and about the time a request took.
class StallTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String HEADER = "Serial Number,Product Name,Input Image URLs\n";

    @TempDir
    private Path folder;

    private ImageHost host;
    private InProcessServer server;

    @BeforeEach
    void start() {
        host = ImageHost.start();
        server = InProcessServer.start(List.of(
                "serve", "--port", "0", "--data", folder.resolve("data").toString(), "--allow-private-networks"));
    }

    @AfterEach
    void stop() {
        // The server waits for the images that it is fetching.
        host.close();
        server.close();
    }

    @Test
    void saysWhichHostIsWaitedForAndUntilWhen() {
        var path = submitStalling();

        Await.until(() -> !server.client().get(path).field("/waiting/code").isEmpty());

        var status = server.client().get(path);
        assertThat(status.field("/images/done")).isEqualTo("2");
        assertThat(status.field("/waiting/code")).isEqualTo("http_503");
        assertThat(status.field("/waiting/host")).isEqualTo("localhost");
        assertThat(status.json().at("/waiting/images").asInt()).isOne();
        assertThat(Instant.parse(status.field("/waiting/next_try_at"))).isAfter(Instant.now());
        assertThat(status.json().at("/eta_seconds").isNull()).isTrue();
        server.client().post(path + "/cancel");
        server.client().awaitEnd(path);
        assertThat(server.client().get(path).json().at("/waiting").isNull()).isTrue();
    }

    /// Two images end, so that there is a rate; the third does not. It has another host, since a host that asks for a
    /// pause would hold back the others too.
    private String submitStalling() {
        host.respondTo("/1.jpg", MockResponse.image("image/jpeg", SampleJpeg.bytes()));
        host.respondTo("/2.jpg", MockResponse.image("image/jpeg", SampleJpeg.bytes()));
        host.respondTo("/busy.jpg", MockResponse.serviceUnavailable().retryAfter(Duration.ofMinutes(5)));
        return server.client()
                .submit(HEADER
                        + "1,Mug,\"%s,%s\"\n2,Cup,%s\n"
                                .formatted(host.url("/1.jpg"), host.url("/2.jpg"), host.url("localhost", "/busy.jpg")));
    }

    /// Nobody else asks for the status, so the stream's server must notice by itself.
    @Test
    void tellsOpenEventStreamsThatNothingMoves() throws Exception {
        var path = submitStalling();

        var event = firstEvent(path, status -> !status.at("/waiting").isNull());

        assertThat(event.at("/waiting/host").asString()).isEqualTo("localhost");
        assertThat(event.at("/images/done").asInt()).isEqualTo(2);
        assertThat(event.at("/eta_seconds").isNull()).isTrue();
        server.client().post(path + "/cancel");
    }

    private JsonNode firstEvent(String path, Predicate<JsonNode> condition) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var url = URI.create("http://127.0.0.1:" + server.port() + path + "/events");
            try (var lines = http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofLines())
                    .body()) {
                return lines.filter(line -> line.startsWith("data: {"))
                        .map(line -> JSON.readTree(line.substring("data: ".length())))
                        .filter(condition)
                        .findFirst()
                        .orElseThrow();
            }
        }
    }

    /// A silent host asks for no pause, so `waiting` has nothing to name.
    @Test
    void knowsNoTimeLeftWhileNoImageEnds() throws Exception {
        host.respondTo("/1.jpg", MockResponse.image("image/jpeg", SampleJpeg.bytes()));
        host.respondTo("/slow.jpg", MockResponse.noResponse());
        var path = server.client()
                .submit(HEADER + "1,Mug,%s\n2,Cup,%s\n".formatted(host.url("/1.jpg"), host.url("/slow.jpg")));
        Await.until(() -> server.client().get(path).field("/images/done").equals("1"));
        assertThat(server.client().get(path).json().at("/eta_seconds").isNumber())
                .isTrue();

        var event = firstEvent(
                path,
                status -> status.at("/images/done").asInt() == 1
                        && status.at("/eta_seconds").isNull());

        assertThat(event.at("/waiting").isNull()).isTrue();
        server.client().post(path + "/cancel");
    }

    /// The clock of the database's rows cannot be moved here, so the pause before the retry is a short one: the
    /// duration must stay below the time between the first start and the last end.
    @Test
    void leavesThePauseBeforeARetryOutOfTheDuration() {
        var path = server.client().submit(HEADER + "1,Mug," + host.url("/gone.jpg") + "\n");
        server.client().awaitEnd(path);
        var finished = Instant.parse(server.client().get(path).field("/finished_at"));
        Await.until(() -> Instant.now().isAfter(finished.plusSeconds(3)));

        host.respondTo("/gone.jpg", MockResponse.image("image/jpeg", SampleJpeg.bytes()));
        server.client().post(path + "/retry");
        server.client().awaitEnd(path);

        var status = server.client().get(path);
        var whole = Duration.between(
                Instant.parse(status.field("/started_at")), Instant.parse(status.field("/finished_at")));
        assertThat(status.field("/images/succeeded")).isEqualTo("1");
        assertThat(status.json().at("/duration_seconds").asLong()).isLessThanOrEqualTo(whole.toSeconds() - 2);
    }
}
