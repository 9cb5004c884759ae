package dev.halftone.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every response contains and what none may contain, including responses to malformed requests, which Tomcat
/// rejects before a controller sees them.
class HttpHardeningTest {
    private static final String HOST = "\r\nHost: halftone.test\r\nConnection: close\r\n";

    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "200 | - | GET /health/live HTTP/1.1",
                "200 | - | GET /v1/requests HTTP/1.1",
                "200 | - | GET /openapi.yaml HTTP/1.1",
                "200 | - | GET /metrics HTTP/1.1",
                "200 | - | GET / HTTP/1.1",
                "200 | - | GET /page/start.js HTTP/1.1",
                "400 | bad_request | GARBAGE",
                "400 | bad_request | GET / HTTP/1.1\\r\\nBad Header",
                "400 | bad_request | GET /processed_images/ä.jpg HTTP/1.1",
                "400 | bad_request | GET /v1/requests?limit=%zz HTTP/1.1",
                "400 | bad_request | POST /v1/requests HTTP/1.1\\r\\nContent-Length: -5",
                "404 | not_found | GET /nothing HTTP/1.1",
                "404 | not_found | GET /processed_images/..%2f..%2fetc%2fpasswd HTTP/1.1",
                "404 | not_found | GET /processed_images/00000000000000000000000000000000.jpg HTTP/1.1",
                "405 | method_not_allowed | PUT /v1/requests HTTP/1.1",
                "405 | method_not_allowed | TRACE / HTTP/1.1",
                "406 | not_acceptable | GET /v1/requests HTTP/1.1\\r\\nAccept: image/png",
                "413 | upload_too_large | POST /v1/requests HTTP/1.1\\r\\nContent-Type: text/csv\\r\\n"
                        + "Content-Length: 99999999999",
                "415 | unsupported_media_type | POST /v1/requests HTTP/1.1\\r\\nContent-Type: image/png\\r\\n"
                        + "Content-Length: 0",
                "415 | unsupported_media_type | POST /v1/requests HTTP/1.1\\r\\nContent-Type: text/csv\\r\\n"
                        + "Content-Encoding: gzip\\r\\nContent-Length: 0",
                "422 | invalid_option | GET /v1/requests?limit=0 HTTP/1.1",
                "501 | not_implemented | CONNECT halftone.test:80 HTTP/1.1",
                "501 | not_implemented | GET / HTTP/1.1\\r\\nTransfer-Encoding: made-up",
                "505 | http_version_not_supported | GET / HTTP/3.0",
                "505 | http_version_not_supported | GET / HTTP/9.9"
            })
    void sendsSecurityHeadersAndProblemCodes(int status, @Nullable String code, String request) {
        var response = server.rawClient().send(request.replace("\\r\\n", "\r\n") + HOST + "\r\n");

        assertThat(response).startsWith("HTTP/1.1 " + status);
        assertThat(headers(response))
                .contains("x-content-type-options: nosniff")
                .contains("frame-ancestors 'none'")
                .contains("content-security-policy: default-src '")
                .contains("referrer-policy: no-referrer")
                .contains("content-type: ")
                .doesNotContain("unsafe-inline")
                .doesNotContain("\nserver:")
                .doesNotContain("x-powered-by")
                .doesNotContain("tomcat");
        if (code != null) assertProblem(response, code);
    }

    static Stream<String> malformedImageNames() {
        return Stream.of(
                "a%2Fb",
                "..%2f..%2fetc%2fpasswd",
                "%2e%2e/%2e%2e/etc/passwd",
                "../../../../etc/passwd",
                "..\\..\\windows",
                "..%5c..%5cwindows",
                "%00.jpg",
                "a.jpg%00",
                "%ff%fe",
                "%zz",
                "%",
                ";",
                "",
                "/",
                ".",
                "[x]|{y}",
                "a".repeat(300),
                "a".repeat(20_000));
    }

    @ParameterizedTest
    @MethodSource("malformedImageNames")
    void respondsWith404ForMalformedImageNames(String name) {
        var response = server.rawClient().get("/processed_images/" + name);

        assertThat(response).startsWith("HTTP/1.1 404");
        assertProblem(response, "not_found");
    }

    @Test
    void requiresAHostHeader() {
        assertThat(server.rawClient().send("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void rejectsATooLongHeader() {
        var response = server.rawClient().send("GET / HTTP/1.1\r\nX: " + "x".repeat(100_000) + HOST + "\r\n");

        assertThat(response).startsWith("HTTP/1.1 400").contains("\"code\":\"bad_request\"");
    }

    @ParameterizedTest(name = "500 {0}")
    @CsvSource({"cookies, Cookie: a=b", "headers, X: y"})
    void rejectsTooManyHeaders(String kind, String header) {
        var response = server.rawClient()
                .send("GET / HTTP/1.1\r\n" + (header + "\r\n").repeat(500) + HOST.substring(2) + "\r\n");

        assertThat(response).as(kind).startsWith("HTTP/1.1 400");
    }

    @Test
    void listsTheAllowedMethodsForTrace() {
        var response = server.rawClient().send("TRACE / HTTP/1.1" + HOST + "\r\n");

        assertThat(response).contains("Allow: GET, HEAD, POST, DELETE, OPTIONS");
    }

    @Test
    void servesImagesSandboxed() {
        var path = server.client().submit(ServerFixture.CSV);
        server.client().awaitEnd(path);
        var url = server.client().get(path + "/products").field("/items/0/images/0/output_url");

        var apiResponse = server.client().get(url.substring(url.indexOf("/processed_images/")));

        assertThat(apiResponse.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .contains("sandbox");
        assertThat(apiResponse.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(apiResponse.header("Content-Type")).isEqualTo("image/jpeg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /<script>alert(1)</script> HTTP/1.1",
                "GET /v1/requests?limit=<script> HTTP/1.1",
                "GET /v1/requests?cursor=%3Cscript%3E HTTP/1.1",
                "GET /v1/requests/<script> HTTP/1.1",
                "GET /processed_images/<script>.jpg HTTP/1.1",
                "<SCRIPT> / HTTP/1.1",
                "GET / HTTP/1.1\r\nX: <script>",
                "POST /v1/requests?<script>=1 HTTP/1.1\r\nContent-Type: text/csv\r\nContent-Length: 0",
                "POST /v1/requests HTTP/1.1\r\nContent-Type: <script>\r\nContent-Length: 0"
            })
    void neverEchoesMarkupAsHtml(String request) {
        var response = server.rawClient().send(request + HOST + "\r\n");

        if (response.contains("text/html")) assertThat(response).doesNotContainIgnoringCase("<script>");
        else assertThat(headers(response)).containsAnyOf("application/problem+json", "application/json");
    }

    @Test
    void doesNotSupportHttp2() {
        var priorKnowledge = server.rawClient().send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        var upgrade = server.rawClient()
                .send("GET /health/live HTTP/1.1" + HOST.replace("close", "Upgrade, HTTP2-Settings, close")
                        + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");

        assertThat(priorKnowledge).matches("(?s)|HTTP/1\\.1 (400|505).*");
        assertThat(upgrade).startsWith("HTTP/1.1 200").doesNotContain("101 Switching");
    }

    @Test
    void respondsToPipelinedRequestsInOrder() {
        var one = "GET /health/live HTTP/1.1\r\nHost: halftone.test\r\n\r\n";
        var last = "GET /nothing HTTP/1.1" + HOST + "\r\n";

        var responses = server.rawClient().send(one.repeat(20) + last).split("HTTP/1\\.1 ", -1);

        assertThat(responses).hasSize(22);
        assertThat(Arrays.copyOfRange(responses, 1, 21)).allMatch(response -> response.startsWith("200"));
        assertThat(responses[21]).startsWith("404");
    }

    @Test
    void acceptsABodyAfter100Continue() {
        var body = ServerFixture.CSV;

        var response = server.rawClient()
                .send("POST /v1/requests HTTP/1.1" + HOST + "Expect: 100-continue\r\nContent-Type: text/csv\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(response).startsWith("HTTP/1.1 100").contains("HTTP/1.1 202");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/requests HTTP/1.1\r\nContent-Type: text/csv\r\nContent-Length: 5\r\nContent-Length: 6",
                "POST /v1/requests HTTP/1.1\r\nContent-Type: text/csv\r\nTransfer-Encoding: gzip, chunked",
                "GET / HTTP/1.1\r\nHost: another.test",
                "GET / HTTP/1.1\r\nX\0Y: a"
            })
    void rejectsAmbiguousRequests(String request) {
        var response = server.rawClient().send(request + HOST + "\r\n0\r\n\r\n");

        assertThat(response.lines().findFirst().orElseThrow()).matches("HTTP/1\\.1 (400|501).*");
    }

    private static void assertProblem(String response, String code) {
        assertThat(response)
                .contains("Content-Type: application/problem+json")
                .contains("X-Content-Type-Options: nosniff")
                .contains("\"code\":\"" + code + "\"");
    }

    private static String headers(String response) {
        return response.substring(0, response.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
    }
}
