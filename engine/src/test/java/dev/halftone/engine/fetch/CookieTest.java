package dev.halftone.engine.fetch;

import static dev.halftone.testkit.MockResponse.image;
import static dev.halftone.testkit.MockResponse.redirectTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.StubDns;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Cookies on the way through the redirects of one attempt.
@Timeout(60)
final class CookieTest {
    private static final MockResponse IMAGE = image("image/jpeg", new byte[3]);

    private final ImageHost host = ImageHost.start();
    private final StubDns names = new StubDns()
            .with("shop.test", "127.0.0.1")
            .with("cdn.shop.test", "127.0.0.1")
            .with("other.test", "127.0.0.1")
            .with("a.co.uk", "127.0.0.1")
            .with("b.co.uk", "127.0.0.1");
    private final ImageFetcher fetcher = FetchFixture.open(names);

    @AfterEach
    void close() {
        fetcher.close();
        host.close();
    }

    @Test
    void passesAWallThatSetsACookieAndRedirectsToItself() throws Exception {
        host.respondTo(
                "/shoe.jpg", redirectTo("/shoe.jpg").withHeader("Set-Cookie", "seen=1; Path=/; HttpOnly"), IMAGE);

        assertThat(fetch("/shoe.jpg")).isInstanceOf(Body.class);
        assertThat(cookies("/shoe.jpg", 0)).isEmpty();
        assertThat(cookies("/shoe.jpg", 1)).contains("seen=1");
    }

    @Test
    void forgetsCookiesAfterTheAttempt() throws Exception {
        host.respondTo("/old", redirectTo("/shoe.jpg").withHeader("Set-Cookie", "seen=1"))
                .respondTo("/shoe.jpg", IMAGE);

        fetch("/old");
        fetch("/old");

        assertThat(cookies("/old", 1)).isEmpty();
        assertThat(cookies("/shoe.jpg", 1)).contains("seen=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                // from       | Set-Cookie                              | to                        | Cookie
                "shop.test    | a=1                                     | shop.test/x/y             | a=1",
                "shop.test    | a=1                                     | cdn.shop.test/x           | none",
                "shop.test    | a=1                                     | other.test/x              | none",
                "shop.test    | a=1; Domain=shop.test                   | cdn.shop.test/x           | a=1",
                "cdn.shop.test| a=1; Domain=.shop.test                  | shop.test/x               | a=1",
                "shop.test    | a=1; Domain=other.test                  | other.test/x              | none",
                "a.co.uk      | a=1; Domain=co.uk                       | b.co.uk/x                 | none",
                "shop.test    | a=1; Path=/x                            | shop.test/x/y             | a=1",
                "shop.test    | a=1; Path=/x                            | shop.test/xy              | none",
                "shop.test    | a=1; Secure                             | shop.test/x               | none",
                "shop.test    | a=1; Max-Age=0                          | shop.test/x               | none",
                "shop.test    | a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT | shop.test/x            | none",
                "shop.test    | a=1; Expires=Fri, 01-Jan-2100 00:00:00 GMT | shop.test/x            | a=1",
                "shop.test    | a=1, b=2                                | shop.test/x               | a=1, b=2",
                "shop.test    | a=\"1; 2\"                              | shop.test/x               | a=\"1",
                "shop.test    | =1                                      | shop.test/x               | none"
            })
    void sendsACookieOnlyWhereItBelongs(String from, String setCookie, String to, String cookie) throws Exception {
        var target = to.replaceFirst("/", ":" + host.port() + "/");
        host.respondTo("/old", redirectTo("http://" + target).withHeader("Set-Cookie", setCookie));

        FetchFixture.fetch(fetcher, host.url(from, "/old"));

        assertThat(host.requests().getLast().header("cookie")).isEqualTo(Optional.ofNullable(cookie));
    }

    @Test
    void replacesAndDeletesCookiesOfTheSameName() throws Exception {
        host.respondTo("/1", redirectTo("/2").withHeader("Set-Cookie", "a=1").withHeader("Set-Cookie", "b=1"))
                .respondTo("/2", redirectTo("/3").withHeader("Set-Cookie", "a=2"))
                .respondTo("/3", redirectTo("/shoe.jpg").withHeader("Set-Cookie", "b=; Max-Age=0"))
                .respondTo("/shoe.jpg", IMAGE);

        fetch("/1");

        assertThat(cookies("/2", 0)).contains("a=1; b=1");
        assertThat(cookies("/3", 0)).contains("b=1; a=2");
        assertThat(cookies("/shoe.jpg", 0)).contains("a=2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 4_000, 100_000})
    void boundsNumberAndSizeOfCookies(int size) throws Exception {
        var flood = redirectTo("/shoe.jpg").withHeader("Set-Cookie", "small=1");
        for (var i = 0; i < 100 && i * size < 200_000; i++)
            flood = flood.withHeader("Set-Cookie", "c" + i + "=" + "x".repeat(size));
        host.respondTo("/old", flood).respondTo("/shoe.jpg", IMAGE);

        assertThat(fetch("/old")).isInstanceOf(Body.class);
        assertThat(cookies("/shoe.jpg", 0).orElseThrow()).startsWith("small=1").hasSizeLessThan(8_200);
    }

    private Optional<String> cookies(String path, int request) {
        return host.requests(path).get(request).header("cookie");
    }

    private Fetched fetch(String path) throws InterruptedException {
        return FetchFixture.fetch(fetcher, host.url(path));
    }
}
