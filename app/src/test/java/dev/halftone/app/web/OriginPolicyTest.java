package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Another site in the browser of an authorized user must not be able to use the server.
class OriginPolicyTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    @ParameterizedTest
    @CsvSource({
        "Origin,         https://evil.test",
        "Origin,         http://127.0.0.1:1",
        "Origin,         null",
        "Origin,         http://127.0.0.1:%d.evil.test",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void rejectsRequestsFromOtherSites(String header, String value) {
        var apiResponse = server.client().postCsv("/v1/requests", CSV, header, value.formatted(server.port()));

        assertThat(apiResponse.statusAndCode()).isEqualTo("403 cross_site");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin,         http://127.0.0.1:%d",
        "Origin,         HTTP://HALFTONE.TEST",
        "Sec-Fetch-Site, same-origin",
        "Sec-Fetch-Site, none"
    })
    void acceptsRequestsFromItsOwnPage(String header, String value) {
        var apiResponse = server.client().postCsv("/v1/requests", CSV, header, value.formatted(server.port()));

        assertThat(apiResponse.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.test", "127.0.0.1.evil.test", "evil.test:80", "localhost.evil.test", "[::2]", ""})
    void rejectsUnknownHostNames(String host) {
        var response = server.rawClient()
                .send("GET /v1/requests HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host));

        assertThat(response).startsWith("HTTP/1.1 421").contains("misdirected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:99", "[::1]", "[::1]:8080", "halftone.test"})
    void acceptsItsOwnHostNames(String host) {
        var response = server.rawClient()
                .send("GET /v1/requests HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host));

        assertThat(response).startsWith("HTTP/1.1 200");
    }

    @Test
    void servesPublicPathsUnderAnyHostName() {
        var response =
                server.rawClient().send("GET /health/live HTTP/1.1\r\nHost: cdn.test\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 200");
    }

    @Test
    void forbidsBrowsersToRunOrFrameAResponse() {
        var apiResponse = server.client().get("/v1/requests");

        assertThat(apiResponse.header("Content-Security-Policy")).contains("default-src 'none'", "sandbox");
        assertThat(apiResponse.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(apiResponse.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }

    @Test
    void allowsThePageToRunOnlyItsOwnFiles() {
        var page = server.client().get("/");

        assertThat(page.response().headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "sandbox");
    }
}
