package dev.halftone.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What Tomcat refuses before any call is reached is worded as everything else is.
class MalformedRequestTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    static Stream<String> oddPaths() {
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
                        "a".repeat(20_000))
                .map(name -> "/processed_images/" + name);
    }

    @ParameterizedTest
    @MethodSource("oddPaths")
    void knowsNoImageOfAnOddName(String path) {
        var answer = server.rawClient().get(path);

        assertThat(answer)
                .startsWith("HTTP/1.1 404")
                .contains("Content-Type: application/problem+json")
                .contains("X-Content-Type-Options: nosniff")
                .contains("\"code\":\"not_found\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GARBAGE | 400 | bad_request",
                "GET /processed_images/ä.jpg HTTP/1.1 | 400 | bad_request",
                "GET / HTTP/3.0 | 505 | http_version_not_supported",
                "GET / HTTP/1.1\\r\\nBad Header | 400 | bad_request",
                "GET / HTTP/1.1\\r\\nTransfer-Encoding: made-up | 501 | not_implemented",
                "CONNECT halftone.test:80 HTTP/1.1 | 501 | not_implemented",
                "TRACE / HTTP/1.1 | 405 | method_not_allowed",
                "POST /v1/requests HTTP/1.1\\r\\nContent-Length: -5 | 400 | bad_request"
            })
    void wordsWhatIsNoGoodHttp(String request, int status, String code) {
        var answer = server.rawClient().send(request.replace("\\r\\n", "\r\n") + "\r\nHost: halftone.test\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("Content-Type: application/problem+json")
                .contains("X-Content-Type-Options: nosniff")
                .contains("\"code\":\"" + code + "\"");
    }

    @Test
    void wantsToKnowTheHost() {
        assertThat(server.rawClient().send("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void readsNoHeadersWithoutEnd() {
        var answer = server.rawClient()
                .send("GET / HTTP/1.1\r\nHost: halftone.test\r\nX: %s\r\n\r\n".formatted("x".repeat(100_000)));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"bad_request\"");
    }

    @Test
    void tellsTheMethodsThatItKnowsToWhoTraces() {
        var answer = server.rawClient().send("TRACE / HTTP/1.1\r\nHost: halftone.test\r\nConnection: close\r\n\r\n");

        assertThat(answer).contains("Allow: GET, HEAD, POST, DELETE, OPTIONS");
    }
}
