package dev.halftone.engine.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.RawResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A host sends more than it was asked for on a kept-alive connection. The next request must get its own response.
@Timeout(60)
final class UnsolicitedDataTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String MORE = OK + "Content-Length: 7\r\n\r\nunasked";

    /// More than OkHttp reads at once.
    private static final String LONG = "x".repeat(20_000);

    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

    /// How the client reaches the host.
    enum Scheme {
        HTTP,
        HTTPS
    }

    static Stream<Arguments> responses() {
        return Stream.of(Scheme.values())
                .flatMap(scheme -> Stream.of(
                                withLength("first") + MORE,
                                withLength("first") + MORE + MORE + MORE,
                                withLength(LONG) + MORE,
                                withLength("first") + withLength(LONG),
                                // Half a head: the rest of it would be the true response.
                                withLength("first") + "HTTP/1.1 200 OK\r\nX-Unasked: ",
                                withLength("first") + "\r\n",
                                OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n0\r\n\r\n" + MORE,
                                OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n0\r\nA: b\r\n\r\n" + MORE,
                                "HTTP/1.1 304 Not Modified\r\n\r\n" + MORE,
                                "HTTP/1.1 204 No Content\r\n\r\n" + MORE,
                                OK + "Connection: close\r\nContent-Length: 5\r\n\r\nfirst" + MORE)
                        .map(bytes -> Arguments.of(scheme, bytes)));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void ignoresBytesThatCameWithTheResponse(Scheme scheme, String bytes) throws Exception {
        try (var host = start(scheme);
                var client = new Client()) {
            host.respondTo("/first", RawResponse.thenKeepOpen(bytes)).respondTo("/second", image());

            client.get(host.url("/first"));

            assertThat(client.get(host.url("/second"))).isEqualTo("second");
            assertThat(host.connectionCount()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void ignoresBytesThatCameAfterTheResponse(Scheme scheme) throws Exception {
        var gate = new CountDownLatch(1);
        var sent = new CountDownLatch(1);
        try (var host = start(scheme);
                var client = new Client()) {
            host.respondTo("/first", RawResponse.thenLater(withLength("first"), gate, MORE, sent))
                    .respondTo("/second", image());

            client.get(host.url("/first"));
            gate.countDown();
            sent.await();

            assertThat(client.get(host.url("/second"))).isEqualTo("second");
            assertThat(host.connectionCount()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void reusesCleanConnections(Scheme scheme) throws Exception {
        try (var host = start(scheme);
                var client = new Client()) {
            host.respondTo("/first", MockResponse.image("image/jpeg", LONG.getBytes(ISO_8859_1)))
                    .respondTo("/chunked", image().chunked())
                    .respondTo("/second", image());

            for (var i = 0; i < 10; i++) {
                client.get(host.url("/first"));
                client.get(host.url("/chunked"));
                client.get(host.url("/missing"));
                assertThat(client.get(host.url("/second"))).isEqualTo("second");
            }

            assertThat(host.connectionCount()).isEqualTo(1);
        }
    }

    /// Each response is followed by another, on every connection.
    @ParameterizedTest
    @EnumSource(Scheme.class)
    void succeedsAtAHostThatAlwaysSendsMore(Scheme scheme) throws Exception {
        try (var host = start(scheme);
                var client = new Client()) {
            for (var i = 0; i < 20; i++)
                host.respondTo("/" + i, RawResponse.thenKeepOpen(withLength("image " + i) + MORE));

            assertThat(IntStream.range(0, 20).mapToObj(i -> client.get(host.url("/" + i))))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 20).mapToObj(i -> "image " + i).toList());
            assertThat(host.connectionCount()).isEqualTo(20);
        }
    }

    private static String withLength(String body) {
        return OK + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static MockResponse image() {
        return MockResponse.image("image/jpeg", "second".getBytes(ISO_8859_1));
    }

    private static ImageHost start(Scheme scheme) {
        return switch (scheme) {
            case HTTP -> ImageHost.start();
            case HTTPS ->
                ImageHost.start(new HandshakeCertificates.Builder()
                        .heldCertificate(CERTIFICATE)
                        .build()
                        .sslContext());
        };
    }

    /// A guarded client that trusts the host.
    private static final class Client implements AutoCloseable {
        private final OkHttpClient client;

        Client() {
            var trust = new HandshakeCertificates.Builder()
                    .addTrustedCertificate(CERTIFICATE.certificate())
                    .build();
            client = new AddressGuard(AddressPolicy.unrestricted(), NameResolver.system())
                    .guarded(new OkHttpClient.Builder())
                    .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                    .build();
        }

        String get(String url) {
            try (var response =
                    client.newCall(new Request.Builder().url(url).build()).execute()) {
                return response.body().string();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            client.connectionPool().evictAll();
        }
    }
}
