package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.LogCapture;
import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.Await;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The header X-Request-Id, and what log lines say they are about.
class RequestIdTest {
    private static final String ID = "X-Request-Id";

    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    static Stream<String> acceptedIds() {
        var random = new Random(20261130);
        return Stream.concat(
                Stream.of("a", "!~", "x".repeat(128), "00-4bf92f3577b34da6-01", "\"quoted\\\""),
                Stream.generate(() -> random.ints(1 + random.nextInt(128), '!', '~' + 1)
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                                .toString())
                        .limit(20));
    }

    @ParameterizedTest
    @MethodSource("acceptedIds")
    void returnsTheIdOfTheClient(String id) {
        assertThat(server.client().get("/v1/requests", ID, id).header(ID)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "tab\tbed", "caf\u00e9", "del\u007f"})
    void replacesAnUnusableId(String id) {
        assertThat(header(server.rawClient()
                        .send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + ID + ": " + id + "\r\n\r\n")))
                .matches("[!-~]{1,128}")
                .isNotEqualTo(id);
    }

    @Test
    void replacesAnIdThatIsTooLong() {
        assertThat(server.client().get("/", ID, "x".repeat(129)).header(ID)).hasSizeBetween(1, 128);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 200",
        "GET, /page/base.css, 200",
        "GET, /docs/swagger-ui.css, 200",
        "GET, /openapi.yaml, 200",
        "GET, /metrics, 200",
        "HEAD, /health/live, 200",
        "OPTIONS, /v1/requests, 200",
        "GET, /v1/nothing, 404",
        "GET, /processed_images/x.jpg, 404",
        "PUT, /v1/requests, 405",
        "GET, /v1/requests?limit=x, 422"
    })
    void isInEveryResponse(String method, String path, int status) {
        var apiResponse = server.client().send(method, path, BodyPublishers.noBody(), ID, "mine");

        assertThat(apiResponse.status()).isEqualTo(status);
        assertThat(apiResponse.header(ID)).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n"
            })
    void isInResponsesToRejectedRequests(String httpRequest) {
        assertThat(header(server.rawClient().send(httpRequest))).matches("[!-~]{1,128}");
    }

    private static String header(String response) {
        return response.lines()
                .filter(line -> line.startsWith(ID + ": "))
                .map(line -> line.substring(ID.length() + 2))
                .findFirst()
                .orElse("");
    }

    @Test
    void isInTheLogLinesOfTheHttpRequest() {
        try (var log = new LogCapture()) {
            var id = server.client().postCsv("/v1/requests", CSV, ID, "mine").field("/request_id");

            assertThat(log.containing("accepted"))
                    .singleElement()
                    .extracting(event -> event.getMDCPropertyMap())
                    .isEqualTo(Map.of("http_request_id", "mine", "request_id", id));
        }
    }

    @Test
    void logLinesOfWorkNameTheRequestTheChunkAndTheImage() throws IOException {
        try (var ownServer = ServerFixture.start();
                var log = new LogCapture()) {
            Files.delete(ownServer.folder().resolve("images"));
            Files.createFile(ownServer.folder().resolve("images"));

            var id = ownServer.client().postCsv("/v1/requests", CSV).field("/request_id");

            var event = Await.until(() -> log.containing("cannot publish").findFirst(), found -> found.isPresent());
            assertThat(event.orElseThrow().getMDCPropertyMap())
                    .isEqualTo(Map.of("request_id", id, "chunk", "1-1", "image", "1"));
        }
    }
}
