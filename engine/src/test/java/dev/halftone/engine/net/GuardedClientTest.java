package dev.halftone.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.halftone.engine.net.AddressPolicy.Scope;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.testkit.ClosedPort;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.StubDns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.util.List;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks that the client connects to no address that the policy blocks, however the URL is written. These tests do
/// not judge the URL before the client connects.
final class GuardedClientTest {
    private final ImageHost host = ImageHost.start().respondTo("/a.jpg", MockResponse.image("image/jpeg", new byte[3]));
    private final StubDns names = new StubDns()
            .with("private.test", "127.0.0.1")
            .with("nat64.test", "64:ff9b::7f00:1")
            .with("localhost", "127.0.0.1", "::1")
            .with("mixed.test", "10.0.0.5", "127.0.0.1")
            .with("half.test", "127.0.0.1", "::1")
            .with("rebound.test", "93.184.216.34")
            .with("rebound.test", "127.0.0.1");

    @AfterEach
    void close() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1",
                "https://127.0.0.1",
                "http://127.1",
                "http://2130706433",
                "http://0.0.0.0",
                "http://[::1]",
                "http://[::ffff:127.0.0.1]",
                "http://[::127.0.0.1]",
                "http://①②⑦.0.0.1",
                "http://%31%32%37.0.0.1",
                "http:127.0.0.1",
                "http:///127.0.0.1",
                "http://localhost",
                "https://private.test",
                "http://nat64.test",
                "http://10.0.0.1",
                "http://169.254.169.254",
                "http://[fd00::1]"
            })
    void doesNotConnectToBlockedAddresses(String origin) {
        var url = HttpUrl.get(origin + ":" + host.port() + "/a.jpg");

        var failure = catchThrowable(() -> get(guard(allowingPort()), url));

        assertThat(AddressGuard.refusal(failure))
                .contains("the URL's host is not at a public address; to allow it: --allow-networks CIDR");
        assertThat(host.connectionCount()).isZero();
    }

    @Test
    void doesNotConnectToBlockedPorts() {
        var policy = new AddressPolicy(Set.of(80), List.of(Network.parse("127.0.0.0/8")), Scope.GUARDED);

        var failure = catchThrowable(() -> get(guard(policy), HttpUrl.get(host.url("/a.jpg"))));

        assertThat(AddressGuard.refusal(failure))
                .contains("the URL has port " + host.port() + ", which is not allowed; to allow it: --allowed-ports "
                        + host.port() + ",80");
        assertThat(host.connectionCount()).isZero();
    }

    @Test
    void checksTheAddressAgainWhenConnecting() {
        var guard = guard(allowingPort());
        var url = new SourceUrl("http://rebound.test:" + host.port() + "/a.jpg");

        assertThat(guard.resolve(url)).isInstanceOf(AddressGuard.Verdict.Allowed.class);
        var failure = catchThrowable(() -> get(guard, url.toHttpUrl()));

        assertThat(AddressGuard.refusal(failure)).isPresent();
        assertThat(host.connectionCount()).isZero();
    }

    @Test
    void skipsBlockedAddressesOfAHost() throws Exception {
        var url = HttpUrl.get("http://mixed.test:" + host.port() + "/a.jpg");

        var status = get(guard(allowingLoopback(host.port())), url);

        assertThat(status).isEqualTo(200);
    }

    @Test
    void doesNotFallBackToABlockedAddress() {
        try (var inside = ipv6LoopbackHost()) {
            var policy = new AddressPolicy(Set.of(inside.port()), List.of(Network.parse("127.0.0.0/8")), Scope.GUARDED);

            var failure = catchThrowable(
                    () -> get(guard(policy), HttpUrl.get("http://half.test:" + inside.port() + "/a.jpg")));

            assertThat(failure).isInstanceOf(ConnectException.class);
            assertThat(inside.connectionCount()).isZero();
        }
    }

    private static ImageHost ipv6LoopbackHost() {
        try {
            return ImageHost.startAt("::1");
        } catch (UncheckedIOException e) {
            return abort("this machine has no IPv6");
        }
    }

    @Test
    void distinguishesBlockedAddressesFromOtherFailures() {
        try (var closed = new ClosedPort()) {
            var failure = catchThrowable(
                    () -> get(guard(allowingLoopback(closed.port())), HttpUrl.get(closed.url("/a.jpg"))));

            assertThat(failure).isInstanceOf(IOException.class);
            assertThat(AddressGuard.refusal(failure)).isEmpty();
        }
    }

    @Test
    void ignoresTheDefaultProxy() throws Exception {
        var before = ProxySelector.getDefault();
        try (var proxy = ImageHost.start()) {
            ProxySelector.setDefault(
                    ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())));
            get(guard(allowingLoopback(host.port())), HttpUrl.get(host.url("/a.jpg")));

            assertThat(proxy.connectionCount()).isZero();
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void guardsSocketsConnectedOnCreation() {
        var factory = new GuardedSocketFactory(guard(allowingPort()));
        var loopback = InetAddress.getLoopbackAddress();

        assertThatThrownBy(() -> factory.createSocket("127.0.0.1", host.port()))
                .isInstanceOf(BlockedAddressException.class);
        assertThatThrownBy(() -> factory.createSocket("127.0.0.1", host.port(), loopback, 0))
                .isInstanceOf(BlockedAddressException.class);
        assertThatThrownBy(() -> factory.createSocket(loopback, host.port()))
                .isInstanceOf(BlockedAddressException.class);
        assertThatThrownBy(() -> factory.createSocket(loopback, host.port(), loopback, 0))
                .isInstanceOf(BlockedAddressException.class);
        assertThat(host.connectionCount()).isZero();
    }

    private int get(AddressGuard guard, HttpUrl url) throws IOException {
        var client = guard.guarded(new OkHttpClient.Builder()).build();
        try (var response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.code();
        } finally {
            client.connectionPool().evictAll();
        }
    }

    private AddressGuard guard(AddressPolicy policy) {
        return new AddressGuard(policy, names::resolve);
    }

    private AddressPolicy allowingPort() {
        return new AddressPolicy(Set.of(host.port()), List.of(), Scope.GUARDED);
    }

    private static AddressPolicy allowingLoopback(int port) {
        return new AddressPolicy(Set.of(port), List.of(Network.parse("127.0.0.0/8")), Scope.GUARDED);
    }
}
