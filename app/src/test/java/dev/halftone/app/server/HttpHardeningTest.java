package dev.halftone.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every answer has in it and what none has, down to those that Tomcat gives before any call is reached.
class HttpHardeningTest {
    private static final String HOST = "\r\nHost: halftone.test\r\nConnection: close\r\n";

    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | GET /health/live HTTP/1.1",
                "200 | GET /v1/requests HTTP/1.1",
                "200 | GET /openapi.yaml HTTP/1.1",
                "200 | GET /metrics HTTP/1.1",
                "200 | GET / HTTP/1.1",
                "200 | GET /page/start.js HTTP/1.1",
                "404 | GET /nothing HTTP/1.1",
                "404 | GET /processed_images/..%2f..%2fetc%2fpasswd HTTP/1.1",
                "404 | GET /processed_images/00000000000000000000000000000000.jpg HTTP/1.1",
                "405 | PUT /v1/requests HTTP/1.1",
                "405 | TRACE / HTTP/1.1",
                "406 | GET /v1/requests HTTP/1.1\\r\\nAccept: image/png",
                "413 | POST /v1/requests HTTP/1.1\\r\\nContent-Type: text/csv\\r\\nContent-Length: 99999999999",
                "415 | POST /v1/requests HTTP/1.1\\r\\nContent-Type: image/png\\r\\nContent-Length: 0",
                "415 | POST /v1/requests HTTP/1.1\\r\\nContent-Type: text/csv\\r\\nContent-Encoding: gzip\\r\\n"
                        + "Content-Length: 0",
                "422 | GET /v1/requests?limit=0 HTTP/1.1",
                "400 | GET /v1/requests?limit=%zz HTTP/1.1",
                "400 | GARBAGE",
                "400 | GET / HTTP/1.1\\r\\nBad Header",
                "501 | CONNECT halftone.test:80 HTTP/1.1",
                "505 | GET / HTTP/9.9"
            })
    void runsNothingShowsInNoFrameAndNamesNoProduct(int status, String request) {
        var answer = server.rawClient().send(request.replace("\\r\\n", "\r\n") + HOST + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(headers(answer))
                .contains("x-content-type-options: nosniff")
                .contains("frame-ancestors 'none'")
                .contains("content-security-policy: default-src '")
                .contains("referrer-policy: no-referrer")
                .contains("content-type: ")
                .doesNotContain("unsafe-inline")
                .doesNotContain("\nserver:")
                .doesNotContain("x-powered-by")
                .doesNotContain("tomcat");
    }

    @Test
    void putsImagesIntoASandbox() {
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
    void givesNothingBackAsHtml(String request) {
        var answer = server.rawClient().send(request + HOST + "\r\n");

        if (answer.contains("text/html")) assertThat(answer).doesNotContainIgnoringCase("<script>");
        else assertThat(headers(answer)).containsAnyOf("application/problem+json", "application/json");
    }

    @Test
    void doesNotSpeakHttp2() {
        var prior = server.rawClient().send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        var upgrade = server.rawClient()
                .send("GET /health/live HTTP/1.1" + HOST.replace("close", "Upgrade, HTTP2-Settings, close")
                        + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");

        assertThat(prior).matches("(?s)|HTTP/1\\.1 (400|505).*");
        assertThat(upgrade).startsWith("HTTP/1.1 200").doesNotContain("101 Switching");
    }

    @Test
    void answersPipelinedCallsInTheirOrder() {
        var one = "GET /health/live HTTP/1.1\r\nHost: halftone.test\r\n\r\n";
        var last = "GET /nothing HTTP/1.1" + HOST + "\r\n";

        var answers = server.rawClient().send(one.repeat(20) + last).split("HTTP/1\\.1 ", -1);

        assertThat(answers).hasSize(22);
        assertThat(Arrays.copyOfRange(answers, 1, 21)).allMatch(answer -> answer.startsWith("200"));
        assertThat(answers[21]).startsWith("404");
    }

    @Test
    void takesABodyOfWhomItHasToldToGoOn() {
        var body = ServerFixture.CSV;

        var answer = server.rawClient()
                .send("POST /v1/requests HTTP/1.1" + HOST + "Expect: 100-continue\r\nContent-Type: text/csv\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(answer).startsWith("HTTP/1.1 100").contains("HTTP/1.1 202");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/requests HTTP/1.1\r\nContent-Type: text/csv\r\nContent-Length: 5\r\nContent-Length: 6",
                "POST /v1/requests HTTP/1.1\r\nContent-Type: text/csv\r\nTransfer-Encoding: gzip, chunked",
                "GET / HTTP/1.1\r\nHost: another.test",
                "GET / HTTP/1.1\r\nX\0Y: a"
            })
    void refusesWhatTwoServersCouldReadInTwoWays(String request) {
        var answer = server.rawClient().send(request + HOST + "\r\n0\r\n\r\n");

        assertThat(answer.lines().findFirst().orElseThrow()).matches("HTTP/1\\.1 (400|501).*");
    }

    @ParameterizedTest
    @CsvSource({"cookies, Cookie: a=b", "headers, X: y"})
    void readsNoMoreThanSoManyHeaders(String what, String header) {
        var answer = server.rawClient()
                .send("GET / HTTP/1.1\r\n" + (header + "\r\n").repeat(500) + HOST.substring(2) + "\r\n");

        assertThat(answer).as(what).startsWith("HTTP/1.1 400");
    }

    private static String headers(String answer) {
        return answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
    }
}
