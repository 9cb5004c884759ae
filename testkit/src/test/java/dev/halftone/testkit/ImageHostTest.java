package dev.halftone.testkit;

import static dev.halftone.testkit.MockResponse.image;
import static dev.halftone.testkit.MockResponse.redirectTo;
import static dev.halftone.testkit.MockResponse.serviceUnavailable;
import static dev.halftone.testkit.MockResponse.tooManyRequests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ImageHostTest {
    private static final byte[] BODY = "a shoe".getBytes(StandardCharsets.US_ASCII);

    private final ImageHost host = ImageHost.start();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        host.close();
        client.close();
    }

    @Test
    void servesAnImage() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", BODY));

        var response = get("/shoe.jpg");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(response.body()).isEqualTo(BODY);
    }

    @Test
    void respondsWith404ForUnknownPaths() throws Exception {
        assertThat(get("/hat.jpg").statusCode()).isEqualTo(404);
    }

    @Test
    void sendsResponsesInOrderAndRepeatsTheLast() throws Exception {
        host.respondTo("/shoe.jpg", serviceUnavailable(), tooManyRequests(), image("image/jpeg", BODY));

        var statuses = new int[] {
            get("/shoe.jpg").statusCode(),
            get("/shoe.jpg").statusCode(),
            get("/shoe.jpg").statusCode(),
            get("/shoe.jpg").statusCode()
        };

        assertThat(statuses).containsExactly(503, 429, 200, 200);
    }

    @Test
    void distinguishesQueries() throws Exception {
        host.respondTo("/shoe.jpg?size=1", image("image/jpeg", BODY)).respondTo("/shoe.jpg", MockResponse.status(410));

        assertThat(get("/shoe.jpg?size=1").statusCode()).isEqualTo(200);
        assertThat(get("/shoe.jpg?size=2").statusCode()).isEqualTo(410);
        assertThat(host.requests("/shoe.jpg")).hasSize(2);
    }

    @Test
    void sendsRetryAfterInSecondsOrAsADate() throws Exception {
        host.respondTo(
                "/shoe.jpg",
                tooManyRequests().retryAfter(Duration.ofSeconds(90)),
                tooManyRequests().retryAfter(Instant.parse("2026-03-02T12:00:00Z")));

        assertThat(get("/shoe.jpg").headers().firstValue("Retry-After")).hasValue("90");
        assertThat(get("/shoe.jpg").headers().firstValue("Retry-After")).hasValue("Mon, 2 Mar 2026 12:00:00 GMT");
    }

    @Test
    void sendsRedirects() throws Exception {
        host.respondTo("/old.jpg", redirectTo("/shoe.jpg"));

        var response = get("/old.jpg");

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location")).hasValue("/shoe.jpg");
    }

    @Test
    void recordsRequests() throws Exception {
        get("/shoe.jpg?size=1");

        assertThat(host.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.target()).isEqualTo("/shoe.jpg?size=1");
            assertThat(request.header("accept")).hasValue("image/*");
        });
    }

    @Test
    void sendsChunkedAndGzippedBodies() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", BODY).gzipped().chunked());

        var response = get("/shoe.jpg");

        assertThat(new GZIPInputStream(new ByteArrayInputStream(response.body())))
                .hasBinaryContent(BODY);
    }

    @Test
    void sendsTheBodyByteByByte() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", BODY).byteAtATime(Duration.ofMillis(1)));

        assertThat(get("/shoe.jpg").body()).isEqualTo(BODY);
    }

    @Test
    void breaksHttpOnRequest() {
        host.respondTo("/short", image("image/jpeg", BODY).withContentLength(100))
                .respondTo("/broken", image("image/jpeg", BODY).closeAfter(3))
                .respondTo("/reset", image("image/jpeg", BODY).resetAfter(3))
                .respondTo("/chunks", image("image/jpeg", BODY).malformedChunks())
                .respondTo("/noise", MockResponse.raw("noise\r\n\r\n"));

        for (var path : new String[] {"/short", "/broken", "/reset", "/chunks", "/noise"}) {
            assertThatThrownBy(() -> get(path)).as(path).isInstanceOf(IOException.class);
        }
    }

    @Test
    void noticesWhenAClientLeavesAStalledResponse() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", BODY).stallAfter(3));

        var response = client.send(request("/shoe.jpg"), BodyHandlers.ofInputStream());
        response.body().close();

        host.awaitDisconnects(1);
    }

    @Test
    void endsPendingResponsesWhenClosed() throws Exception {
        host.respondTo("/shoe.jpg", MockResponse.noResponse());

        var response = client.sendAsync(request("/shoe.jpg"), BodyHandlers.ofByteArray());
        host.awaitRequests(1);
        host.close();

        assertThatThrownBy(response::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void countsConcurrentRequests() throws Exception {
        var gate = new CountDownLatch(1);
        host.respondTo("/shoe.jpg", image("image/jpeg", BODY).delayUntil(gate));

        var pending = IntStream.range(0, 7)
                .mapToObj(_ -> client.sendAsync(request("/shoe.jpg"), BodyHandlers.ofByteArray()))
                .toList();
        host.awaitRequests(7);
        gate.countDown();
        for (var response : pending) response.get();

        assertThat(host.maxConcurrentRequests()).isEqualTo(7);
    }

    @Test
    void serves500ConcurrentRequests() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", new byte[50_000]));

        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var responses = IntStream.range(0, 500)
                    .mapToObj(_ -> clients.submit(() -> get("/shoe.jpg")))
                    .toList();
            for (var response : responses) assertThat(response.get().body()).hasSize(50_000);
        }

        assertThat(host.requests("/shoe.jpg")).hasSize(500);
    }

    private HttpResponse<byte[]> get(String target) throws IOException, InterruptedException {
        return client.send(request(target), BodyHandlers.ofByteArray());
    }

    private HttpRequest request(String target) {
        return HttpRequest.newBuilder(URI.create(host.url(target)))
                .header("Accept", "image/*")
                .build();
    }
}
