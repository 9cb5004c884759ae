package dev.halftone.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bodies of requests that are not uploads.
class BodyLimitTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private static final String ID = "/v1/requests/5f2b1c9e8a7d4e6f9b3c2a1d0e4f5a6b";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /session",
                "DELETE /session",
                "GET /v1/requests",
                "GET " + ID,
                "DELETE " + ID,
                "POST " + ID + "/cancel",
                "POST " + ID + "/retry",
                "POST " + ID + "/webhook-deliveries",
                "GET " + ID + "/events",
                "PUT /v1/requests",
                "POST /nothing",
                "GET /health/live"
            })
    void rejectsALargeBodyBeforeReadingIt(String request) {
        var response = server.rawClient()
                .send(request + " HTTP/1.1\r\nHost: halftone.test\r\nContent-Type: application/json\r\n"
                        + "Expect: 100-continue\r\nContent-Length: 90000000\r\n\r\n");

        assertThat(response)
                .startsWith("HTTP/1.1 413")
                .contains("\"code\":\"body_too_large\"")
                .doesNotContain("100 Continue");
    }

    @Test
    void cutsAChunkedBodyAtTheLimit() {
        var response = server.rawClient().send(chunked("POST /session", "application/json", "[".repeat(5_000)));

        assertThat(response).startsWith("HTTP/1.1 413").contains("\"code\":\"body_too_large\"");
    }

    @Test
    void readsNoFormWhereNoneIsExpected() {
        var form = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + "x".repeat(70_000);

        var response = server.rawClient().send(chunked("GET /v1/requests", "multipart/form-data; boundary=b", form));

        assertThat(response).startsWith("HTTP/1.1 200");
    }

    @Test
    void ignoresASmallBodyThatNobodyExpects() {
        var response = server.rawClient()
                .send("GET /health/live HTTP/1.1\r\nHost: halftone.test\r\nConnection: close\r\n"
                        + "Content-Length: 5\r\n\r\nhello");

        assertThat(response).startsWith("HTTP/1.1 200");
    }

    private static String chunked(String request, String type, String body) {
        return request + " HTTP/1.1\r\nHost: halftone.test\r\nContent-Type: " + type
                + "\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                + "\r\n0\r\n\r\n";
    }
}
