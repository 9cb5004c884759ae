package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.HEADER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.OpenApiDescription;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map.Entry;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Responses that are compressed, not sent again to clients that have them, or asked for by HEAD.
class CompressionAndETagTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private static final HttpClient http = HttpClient.newHttpClient();
    private static String id = "";
    private static String token = "";
    private static String image = "";

    @BeforeAll
    static void submit() {
        var rows = IntStream.range(0, 50).mapToObj("%d,Chair,http://a.test/photo.jpg\r\n"::formatted);
        var path = server.client().submit(HEADER + String.join("", rows.toList()));
        server.client().awaitEnd(path);
        id = path.substring(path.lastIndexOf('/') + 1);
        token = server.client().post(path + "/share").field("/url").replaceFirst(".*/", "");
        var url = server.client().get(path + "/products?limit=1").field("/items/0/images/0/output_url");
        image = url.substring(url.lastIndexOf('/') + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/requests",
                "/v1/requests/{id}",
                "/v1/requests/{id}/products",
                "/v1/requests/{id}/output.csv",
                "/v1/requests/{id}/report.csv",
                "/",
                "/page/start.js",
                "/page/base.css",
                "/docs/swagger-ui-bundle.js",
                "/openapi.yaml",
                "/metrics"
            })
    void compressesText(String path) throws Exception {
        var plain = send("GET", path);
        var compressed = send("GET", path, "Accept-Encoding", "gzip");

        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(compressed, "Vary")).containsIgnoringCase("accept-encoding");
        assertThat(header(compressed, "Content-Type")).isEqualTo(header(plain, "Content-Type"));
        assertThat(header(plain, "Content-Encoding")).isEmpty();
        if (!path.equals("/metrics")) assertThat(gunzip(compressed.body())).isEqualTo(plain.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/processed_images/{filename}",
                "/v1/requests/{id}/images.zip",
                "/v1/requests/{id}/events",
                "/health/live"
            })
    void leavesWhatIsCompressedShortOrAStreamOfEvents(String path) throws Exception {
        var response = send("GET", path, "Accept-Encoding", "gzip");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "br", "gzip;q=0"})
    void compressesOnlyWhereGzipIsAccepted(String encodings) throws Exception {
        assertThat(header(send("GET", "/v1/requests/{id}", "Accept-Encoding", encodings), "Content-Encoding"))
                .isEmpty();
    }

    static Stream<String> jsonPaths() {
        return paths(operation -> operation.at("/responses/200/content").has("application/json"));
    }

    @ParameterizedTest
    @MethodSource("jsonPaths")
    void sendsJsonOnlyWhenItHasChanged(String path) throws Exception {
        var first = send("GET", path);
        var tag = header(first, "ETag");

        assertThat(tag).matches("W/\"[0-9a-f]+\"");
        assertThat(send("GET", path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        for (var tags : List.of(tag, "\"other\", " + tag)) {
            for (var method : List.of("GET", "HEAD")) {
                var again = send(method, path, "If-None-Match", tags, "Accept-Encoding", "gzip");
                assertThat(again.statusCode()).isEqualTo(304);
                assertThat(again.body()).isEmpty();
                assertThat(header(again, "ETag")).isEqualTo(tag);
            }
        }
    }

    @Test
    void sendsJsonAgainAfterAChange() throws Exception {
        var before = header(send("GET", "/v1/requests"), "ETag");
        server.client().submit(HEADER + "1,Lamp,http://a.test/lamp.jpg\r\n");

        var after = send("GET", "/v1/requests", "If-None-Match", before);

        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(new String(after.body(), UTF_8)).contains("\"items\"");
    }

    @Test
    void tagsNothingButSuccessfulReads() throws Exception {
        assertThat(header(send("GET", "/v1/requests/" + "0".repeat(32), "If-None-Match", "*"), "ETag"))
                .isEmpty();
        assertThat(header(send("POST", "/v1/requests/{id}/cancel"), "ETag")).isEmpty();
    }

    static Stream<String> readablePaths() {
        return paths(operation -> true);
    }

    @ParameterizedTest
    @MethodSource("readablePaths")
    void answersHeadLikeGetWithoutABody(String path) throws Exception {
        var get = send("GET", path);
        var head = send("HEAD", path);

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.body()).isEmpty();
        for (var name : List.of("Content-Type", "ETag", "Cache-Control", "Content-Disposition"))
            assertThat(header(head, name)).as(name).isEqualTo(header(get, name));
    }

    /// The paths of the GET operations that a condition holds for.
    private static Stream<String> paths(Predicate<JsonNode> condition) {
        return new OpenApiDescription()
                .document().path("paths").properties().stream()
                        .filter(path -> path.getValue().has("get"))
                        .filter(path -> condition.test(path.getValue().path("get")))
                        .map(Entry::getKey);
    }

    private static HttpResponse<byte[]> send(String method, String path, String... headers) throws Exception {
        var actual = path.replaceFirst("\\{(id|request_id)}", id)
                .replace("{token}", token)
                .replace("{filename}", image)
                .replace("{image}", "mug-teal.jpg")
                .replace("{file}", path.startsWith("/docs") ? "docs.js" : "base.css");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + actual))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return String.join(", ", response.headers().allValues(name));
    }

    private static byte[] gunzip(byte[] bytes) throws IOException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readAllBytes();
        }
    }
}
