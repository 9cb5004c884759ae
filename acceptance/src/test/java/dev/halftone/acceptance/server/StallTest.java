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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the status and the events say while no image ends, and about the time a request took.
class StallTest {
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
        server.close();
        host.close();
    }

    @Test
    void saysWhichHostIsWaitedForAndUntilWhen() throws Exception {
        host.respondTo("/1.jpg", MockResponse.serviceUnavailable().retryAfter(Duration.ofMinutes(5)));
        var path = server.client().submit(HEADER + "1,Mug," + host.url("/1.jpg") + "\n");

        Await.until(() -> !server.client().get(path).field("/waiting/code").isEmpty());

        var status = server.client().get(path);
        assertThat(status.field("/waiting/code")).isEqualTo("http_503");
        assertThat(status.field("/waiting/host")).isEqualTo("127.0.0.1");
        assertThat(status.json().at("/waiting/images").asInt()).isOne();
        assertThat(Instant.parse(status.field("/waiting/next_try_at"))).isAfter(Instant.now());
        assertThat(status.json().at("/eta_seconds").isNull()).isTrue();
        assertThat(firstEventWith("\"code\":\"http_503\"", path)).contains("\"images\":1");
        server.client().post(path + "/cancel");
        server.client().awaitEnd(path);
        assertThat(server.client().get(path).json().at("/waiting").isNull()).isTrue();
    }

    /// The stream is open before the request comes to a stop, so the server must notice it by itself.
    private String firstEventWith(String text, String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var url = URI.create("http://127.0.0.1:" + server.port() + path + "/events");
            try (var lines = http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofLines())
                    .body()) {
                return lines.filter(line -> line.contains(text)).findFirst().orElseThrow();
            }
        }
    }

    @Test
    void tellsOpenEventStreamsThatNothingMoves() throws Exception {
        host.respondTo("/1.jpg", MockResponse.serviceUnavailable().retryAfter(Duration.ofMinutes(5)));
        var path = server.client().submit(HEADER + "1,Mug," + host.url("/1.jpg") + "\n");

        assertThat(firstEventWith("\"next_try_at\":\"", path)).contains("\"host\":\"127.0.0.1\"");
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
