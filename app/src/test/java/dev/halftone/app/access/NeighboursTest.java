package dev.halftone.app.access;

import static dev.halftone.app.LiveServer.CSV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.LiveServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What other sites, open in the browser of somebody who may use an open server, can do to it: nothing.
class NeighboursTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.start();

    @ParameterizedTest
    @CsvSource({
        "Origin,         https://evil.test",
        "Origin,         http://127.0.0.1:1",
        "Origin,         null",
        "Origin,         http://127.0.0.1:%d.evil.test",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void changesNothingForAnotherSite(String header, String value) {
        var said = value.formatted(server.port());

        var answer = server.caller().postCsv("/v1/requests", CSV, header, said);

        assertThat(answer.outcome()).isEqualTo("403 cross_site");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin,         http://127.0.0.1:%d",
        "Origin,         HTTP://HALFTONE.TEST",
        "Sec-Fetch-Site, same-origin",
        "Sec-Fetch-Site, none"
    })
    void servesItsOwnPage(String header, String value) {
        var answer = server.caller().postCsv("/v1/requests", CSV, header, value.formatted(server.port()));

        assertThat(answer.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.test", "127.0.0.1.evil.test", "evil.test:80", "localhost.evil.test", "[::2]", ""})
    void answersToNoNameThatIsNotItsOwn(String host) {
        var answer = server.socket()
                .send("GET /v1/requests HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host));

        assertThat(answer).startsWith("HTTP/1.1 421").contains("misdirected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:99", "[::1]", "[::1]:8080", "halftone.test"})
    void answersToItsOwnNames(String host) {
        var answer = server.socket()
                .send("GET /v1/requests HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host));

        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @Test
    void showsImagesUnderAnyName() {
        var answer = server.socket().send("GET /health/live HTTP/1.1\r\nHost: cdn.test\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @Test
    void letsNoBrowserRunOrFrameAnAnswer() {
        var answer = server.caller().get("/v1/requests");

        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'", "sandbox");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }

    @Test
    void letsThePageRunItsOwnFilesOnly() {
        var page = server.caller().get("/");

        assertThat(page.response().headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "sandbox");
    }
}
