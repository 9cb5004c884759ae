package dev.halftone.engine.fetch;

import static dev.halftone.testkit.MockResponse.image;
import static dev.halftone.testkit.MockResponse.redirectTo;
import static dev.halftone.testkit.MockResponse.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.StubDns;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class SourceHeadersTest {
    private static final String SECRET = "s3cret";

    private final ImageHost host = ImageHost.start().respondTo("/shoe.jpg", image("image/jpeg", new byte[3]));
    private final StubDns names = new StubDns()
            .with("shop.test", "127.0.0.1")
            .with("cdn.shop.test", "127.0.0.1")
            .with("other.test", "127.0.0.1")
            .with("xn--mller-kva.test", "127.0.0.1");

    @AfterEach
    void close() {
        host.close();
    }

    @ParameterizedTest
    @CsvSource({
        "shop.test,       shop.test,           true",
        "SHOP.Test,       shop.test,           true",
        "shop.test,       cdn.shop.test,       false",
        "cdn.shop.test,   shop.test,           false",
        "shop.test,       other.test,          false",
        "shop.test:PORT,  shop.test,           true",
        "shop.test:1,     shop.test,           false",
        "127.0.0.1,       127.0.0.1,           true",
        "127.0.0.1,       shop.test,           false",
        "m\u00FCller.test,  xn--mller-kva.test,  true"
    })
    void sendsAHeaderToItsHostOnly(String named, String asked, boolean isSent) throws Exception {
        try (var fetcher = fetcher(named + " X-Key: " + SECRET)) {
            FetchFixture.fetch(fetcher, host.url(asked, "/shoe.jpg"));
        }

        assertThat(host.requests().getFirst().header("x-key").isPresent()).isEqualTo(isSent);
    }

    @Test
    void sendsAHeaderNotAcrossARedirectButAgainOnTheWayBack() throws Exception {
        host.respondTo("/1", redirectTo(host.url("other.test", "/2")))
                .respondTo("/2", redirectTo(host.url("cdn.shop.test", "/3")))
                .respondTo("/3", redirectTo(host.url("shop.test", "/shoe.jpg")));

        try (var fetcher = fetcher("shop.test Authorization: Bearer " + SECRET)) {
            assertThat(FetchFixture.fetch(fetcher, host.url("shop.test", "/1"))).isInstanceOf(Body.class);
        }

        assertThat(host.requests())
                .extracting(request -> request.header("authorization").isPresent())
                .containsExactly(true, false, false, true);
    }

    @Test
    void replacesOurOwnHeadersAndAddsCookiesToThem() throws Exception {
        host.respondTo("/1", redirectTo("/shoe.jpg").withHeader("Set-Cookie", "seen=1"));

        try (var fetcher = fetcher(
                "127.0.0.1 user-agent: Mozilla/5.0", "127.0.0.1 Cookie: login=1", "127.0.0.1 accept: image/webp")) {
            FetchFixture.fetch(fetcher, host.url("/1"));
        }

        assertThat(host.requests("/shoe.jpg").getFirst().headers())
                .containsEntry("user-agent", "Mozilla/5.0")
                .containsEntry("cookie", "login=1; seen=1")
                .containsEntry("accept", "image/webp");
    }

    @Test
    void prefersTheHeaderOfAPort() throws Exception {
        try (var fetcher = fetcher("127.0.0.1:PORT X-Key: port", "127.0.0.1 X-Key: host", "127.0.0.1 X-Other: host")) {
            FetchFixture.fetch(fetcher, host.url("/shoe.jpg"));
        }

        assertThat(host.requests().getFirst().headers())
                .containsEntry("x-key", "port")
                .containsEntry("x-other", "host");
    }

    @Test
    void keepsAHeaderThatTheServerRepeatsOutOfTheMessage() throws Exception {
        host.respondTo("/shoe.jpg", status(401).withHeader("WWW-Authenticate", SECRET));

        try (var fetcher = fetcher("127.0.0.1 X-Key: " + SECRET)) {
            assertThat(FetchFixture.fetch(fetcher, host.url("/shoe.jpg")).toString())
                    .contains("401")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void skipsBlankLinesAndComments() {
        assertThat(SourceHeaders.parse(List.of("", "  ", "# a: b", "  # c", "\t shop.test\tX-Key:\ta b\t"))
                        .entries())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.host()).isEqualTo("shop.test");
                    assertThat(entry.header().value()).isEqualTo("a b");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cret",
                "shop.test",
                "shop.test s3cret",
                "shop.test X-Key:",
                "shop.test X-Key:  ",
                "shop.test X Key: s3cret",
                "shop.test : s3cret",
                "shop.test X\u00FC: s3cret",
                "shop.test X-Key: s3cret\u0007",
                "shop.test X-Key: s3cret\r\nX-Other: 1",
                "shop.test X-Key: s3cret\rX-Other: 1",
                "shop.test X-Key: s3cret\u00FC",
                "X-Key: s3cret",
                "Authorization: Bearer s3cret",
                "Authorization: Bearer: s3cret",
                "*.shop.test X-Key: s3cret",
                "* X-Key: s3cret",
                "https://shop.test X-Key: s3cret",
                "https://shop.test/ X-Key: s3cret",
                "shop.test/s3cret X-Key: s3cret",
                "user:s3cret@shop.test X-Key: s3cret",
                "shop.test:0 X-Key: s3cret",
                "shop.test:65536 X-Key: s3cret",
                "shop.test:x X-Key: s3cret",
                "fd00::1 X-Key: s3cret",
                "ok.test x-key: s3cret"
            })
    void namesTheLineOfAnErrorButNotTheValue(String line) {
        assertRefused(line);
    }

    static Stream<String> reservedNames() {
        return Stream.of(
                        "Host Connection Keep-Alive Proxy-Connection TE Trailer Transfer-Encoding Upgrade Expect Range",
                        "Content-Length Content-Type Content-Encoding Accept-Encoding If-None-Match If-Modified-Since",
                        "If-Range If-Match If-Unmodified-Since HTTP2-Settings :authority")
                .flatMap(names -> Stream.of(names.split(" ")))
                .flatMap(name -> Stream.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @MethodSource("reservedNames")
    void refusesHeadersOfTheConnectionAndOfTheFetch(String name) {
        assertRefused("shop.test " + name + ": s3cret");
    }

    private static void assertRefused(String line) {
        var failure = catchThrowable(() -> SourceHeaders.parse(List.of("# keys", "ok.test X-Key: s3cret", line)));

        assertThat(failure).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("line 3: ");
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        assertThat(trace.toString()).doesNotContain(SECRET);
    }

    @Test
    void hasNoTextWithValues() {
        var settings = FetchFixture.settings(1, SourceHeaders.parse(List.of("shop.test X-Key: s3cret")));

        assertThat(settings.toString() + settings.sourceHeaders().entries()).doesNotContain(SECRET);
    }

    private ImageFetcher fetcher(String... lines) {
        var headers = Stream.of(lines)
                .map(line -> line.replace("PORT", "" + host.port()))
                .toList();
        return FetchFixture.open(names, FetchFixture.settings(10, SourceHeaders.parse(headers)));
    }
}
