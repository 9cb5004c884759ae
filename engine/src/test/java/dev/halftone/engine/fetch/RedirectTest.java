package dev.halftone.engine.fetch;

import static dev.halftone.engine.fetch.FetchFixture.outcome;
import static dev.halftone.engine.request.FailureCode.BLOCKED_ADDRESS;
import static dev.halftone.engine.request.FailureCode.INVALID_URL;
import static dev.halftone.engine.request.FailureCode.TOO_MANY_REDIRECTS;
import static dev.halftone.testkit.MockResponse.image;
import static dev.halftone.testkit.MockResponse.redirectTo;
import static dev.halftone.testkit.MockResponse.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.net.AddressPolicy.Scope;
import dev.halftone.engine.net.Network;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.SettableClock;
import dev.halftone.testkit.StubDns;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests redirects. The host stands for the public internet: the policy allows only its address and its port.
@Timeout(60)
final class RedirectTest {
    private final ImageHost host = ImageHost.start().respondTo("/shoe.jpg", image("image/jpeg", new byte[3]));
    private final ImageHost privateHost = ImageHost.start();
    private final StubDns names = new StubDns()
            .with("shop.test", "127.0.0.1")
            .with("private.test", "10.0.0.5")
            .with("rebound.test", "127.0.0.1")
            .with("rebound.test", "10.0.0.5");
    private final ImageFetcher fetcher = new ImageFetcher(
            FetchSettings.defaults(),
            new AddressGuard(
                    new AddressPolicy(Set.of(host.port(), 80, 443), List.of(Network.parse("127.0.0.1")), Scope.GUARDED),
                    names::resolve),
            new SettableClock());

    @AfterEach
    void close() {
        fetcher.close();
        privateHost.close();
        host.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsRedirects(int status) throws Exception {
        host.respondTo("/old.jpg", status(status).withHeader("Location", "/shoe.jpg"));

        assertThat(fetch("/old.jpg")).isInstanceOf(Body.class);
    }

    @Test
    void followsRelativeRedirectsAndRedirectsToOtherHosts() throws Exception {
        host.respondTo("/a/old.jpg", redirectTo("//shop.test:" + host.port() + "/b/c/older.jpg"))
                .respondTo("/b/c/older.jpg", redirectTo("../../shoe.jpg?size=1"));

        assertThat(fetch("/a/old.jpg")).isInstanceOf(Body.class);
        assertThat(host.requests("/shoe.jpg?size=1")).hasSize(1);
    }

    @Test
    void followsAtMostTenRedirects() throws Exception {
        host.respondTo("/1", redirectTo("/shoe.jpg"));
        for (var left = 2; left <= 11; left++) host.respondTo("/" + left, redirectTo("/" + (left - 1)));

        assertThat(fetch("/10")).isInstanceOf(Body.class);
        assertThat(fetch("/11"))
                .isEqualTo(Fetched.failed(TOO_MANY_REDIRECTS, "the server redirects more than 10 times"));
    }

    @Test
    void followsNoRedirectWhenNoneIsAllowed() throws Exception {
        host.respondTo("/old.jpg", redirectTo("/shoe.jpg"));

        try (var none = FetchFixture.open(names, FetchFixture.settings(0, SourceHeaders.NONE))) {
            assertThat(FetchFixture.fetch(none, host.url("/shoe.jpg"))).isInstanceOf(Body.class);
            assertThat(FetchFixture.fetch(none, host.url("/old.jpg")))
                    .isEqualTo(Fetched.failed(TOO_MANY_REDIRECTS, "the server redirects, and max-redirects is 0"));
        }
        assertThat(host.requests("/shoe.jpg")).hasSize(1);
    }

    @Test
    void stopsARedirectLoop() throws Exception {
        host.respondTo("/loop", redirectTo("/loop"));

        assertThat(failure(fetch("/loop"))).isEqualTo(TOO_MANY_REDIRECTS);
        assertThat(host.requests()).hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[::1]:PORT/shoe.jpg",
                "//[::1]:PORT/shoe.jpg",
                "\\\\[::1]:PORT\\shoe.jpg",
                "http://0.0.0.0:PORT/shoe.jpg",
                "http://127.1:PORT/shoe.jpg",
                "http://2130706433:PORT/shoe.jpg",
                "http://127.0.0.2:PORT/shoe.jpg",
                "http://user:password@127.0.0.1:PORT/shoe.jpg",
                "http://127.0.0.1:INSIDE/shoe.jpg",
                "http://shop.test:INSIDE/shoe.jpg",
                "http://private.test:PORT/shoe.jpg"
            })
    void blocksRedirectsToPrivateAddresses(String location) throws Exception {
        var target = location.replace("PORT", "" + host.port()).replace("INSIDE", "" + privateHost.port());
        host.respondTo("/old.jpg", redirectTo(target));

        var fetched = fetch("/old.jpg");

        assertThat(failure(fetched)).isEqualTo(BLOCKED_ADDRESS);
        assertThat(host.requests()).hasSize(1);
        assertThat(privateHost.connectionCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.1.2.3/", "http://169.254.169.254/", "http://private.test/"})
    void doesNotTellToWhichAddressAServerRedirects(String location) throws Exception {
        host.respondTo("/old.jpg", redirectTo(location));

        assertThat(outcome(fetch("/old.jpg")).toString())
                .contains("not at a public address; to allow it: --allow-networks CIDR")
                .doesNotContain("10.", "169.254");
    }

    @Test
    void blocksRedirectsToAReboundName() throws Exception {
        host.respondTo(
                "/old.jpg", status(302).withHeader("Location", "/shoe.jpg").withHeader("Connection", "close"));

        var fetched = FetchFixture.fetch(fetcher, "http://rebound.test:" + host.port() + "/old.jpg");

        assertThat(failure(fetched)).isEqualTo(BLOCKED_ADDRESS);
        assertThat(host.requests("/shoe.jpg")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http:///[::1]/shoe.jpg",
                "http:\\\\[::1]\\shoe.jpg",
                "http:/shoe.jpg",
                "https:shop.test/shoe.jpg",
                "http://%31%32%37.0.0.1/shoe.jpg"
            })
    void rejectsRedirectsToInvalidUrls(String location) throws Exception {
        host.respondTo("/old.jpg", redirectTo(location));

        assertThat(failure(fetch("/old.jpg"))).isEqualTo(INVALID_URL);
        assertThat(host.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://shop.test/shoe.jpg", "data:image/png;base64,AA=="})
    void rejectsRedirectsToOtherSchemes(String location) throws Exception {
        host.respondTo("/old.jpg", redirectTo(location));

        assertThat(fetch("/old.jpg"))
                .isEqualTo(Fetched.failed(
                        INVALID_URL, "the server redirects to something that is not an http or https URL"));
    }

    @Test
    void rejectsARedirectWithoutLocation() throws Exception {
        host.respondTo("/old.jpg", status(302));

        assertThat(fetch("/old.jpg")).isEqualTo(Fetched.failed(FailureCode.http(302), "the server answered 302 Found"));
    }

    private Fetched fetch(String path) throws InterruptedException {
        return FetchFixture.fetch(fetcher, host.url(path));
    }

    private static FailureCode failure(Fetched fetched) {
        assertThat(outcome(fetched)).isInstanceOf(Failed.class);
        return ((Failed) outcome(fetched)).code();
    }
}
