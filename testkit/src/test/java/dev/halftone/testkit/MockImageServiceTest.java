package dev.halftone.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MockImageServiceTest {
    private static final String A = "http://shop.test/a.jpg";
    private static final String B = "http://shop.test/b.jpg";

    @TempDir
    private Path folder;

    private final MockImageService service = MockImageService.start();
    private final WebhookInbox inbox = new WebhookInbox();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebhookKey jobKey;
    private WebhookKey callbackKey;

    @BeforeEach
    void readSecrets() throws IOException {
        var lines = Files.readAllLines(service.writeSecrets(folder.resolve("secrets")));
        jobKey = new WebhookKey(lines.getFirst().replace("jobs ", ""));
        callbackKey = new WebhookKey(lines.getLast().replace("callbacks ", ""));
    }

    @AfterEach
    void close() {
        service.close();
        inbox.close();
        client.close();
    }

    @Test
    void takesAJobOnceAndCallsBackSigned() throws Exception {
        service.respondTo(A, MockResult.outputUrl(SampleJpeg.bytes()));
        service.respondTo(B, MockResult.failed("http_404", "gone"));

        assertThat(send("POST", "/v1/jobs", job("j1", A, B)).statusCode()).isEqualTo(202);
        var callback = inbox.await(1).getFirst();
        assertThat(send("POST", "/v1/jobs", job("j1", B, A)).statusCode()).isEqualTo(202);
        assertThat(send("POST", "/v1/jobs", job("j1", A)).statusCode()).isEqualTo(422);

        assertThat(callbackKey.verify(firstValues(callback), callback.body().getBytes(UTF_8)))
                .isTrue();
        assertThat(callback.body()).contains("\"code\":\"http_404\"", service.url() + "/outputs/0");
        assertThat(get(service.url() + "/outputs/0").body()).isEqualTo(SampleJpeg.bytes());
        assertThat(service.log().posts()).containsExactly("j1", "j1", "j1");
        assertThat(service.log().jobs()).hasSize(1);
        assertThat(service.log().jobsOfImages()).isEqualTo(Map.of(A, 1L, B, 1L));
        assertThat(service.log().mostImagesInFlight()).isEqualTo(2);
        assertThat(inbox.deliveries()).hasSize(1);
    }

    @Test
    void tellsWhatIsPendingAndForgets() throws Exception {
        service.respondTo(A, MockResult.pending());
        send("POST", "/v1/jobs", job("j1", A));

        assertThat(new String(send("GET", "/v1/jobs/j1", "").body(), UTF_8)).contains("\"status\":\"pending\"");
        service.forgetJobs();
        assertThat(send("GET", "/v1/jobs/j1", "").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "/v1/jobs/j1", "").statusCode()).isEqualTo(204);

        assertThat(service.log().questions()).containsExactly("j1", "j1");
        assertThat(service.log().deletions()).containsExactly("j1");
    }

    @Test
    void refusesWhatIsNotSigned() throws Exception {
        assertThat(get(service.url() + "/v1").statusCode()).isEqualTo(401);

        assertThat(send("GET", "/v1", "").statusCode()).isEqualTo(200);
        assertThat(service.log().unsigned()).isEqualTo(1);
    }

    @Test
    void goesAwayAndComesBackWithItsJobs() throws Exception {
        send("POST", "/v1/jobs", job("j1", A));

        service.goAway();
        service.comeBack();

        assertThat(send("GET", "/v1/jobs/j1", "").statusCode()).isEqualTo(200);
    }

    private String job(String id, String... sourceUrls) {
        var images = new StringBuilder();
        for (var url : sourceUrls)
            images.append(images.isEmpty() ? "" : ",")
                    .append("{\"image_id\":\"%s\",\"source_url\":\"%s\",\"recipe\":{}}".formatted(url, url));
        return """
                {"job_id":"%s","callback_url":"%s","deadline":"2026-01-01T00:00:00Z","images":[%s]}""".formatted(id, inbox.url(), images);
    }

    private HttpResponse<byte[]> send(String method, String path, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(service.url() + path)).method(method, BodyPublishers.ofString(body));
        jobKey.sign(body.getBytes(UTF_8), Instant.now()).forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    }

    private static Map<String, String> firstValues(WebhookInbox.Delivery delivery) {
        return delivery.headers().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> header.getValue().getFirst()));
    }
}
