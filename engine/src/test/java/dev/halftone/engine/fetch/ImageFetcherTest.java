package dev.halftone.engine.fetch;

import static dev.halftone.engine.fetch.FetchFixture.outcome;
import static dev.halftone.engine.request.FailureCode.CONNECT_FAILED;
import static dev.halftone.engine.request.FailureCode.DNS_FAILED;
import static dev.halftone.engine.request.FailureCode.INVALID_URL;
import static dev.halftone.engine.request.FailureCode.TLS_FAILED;
import static dev.halftone.engine.request.FailureCode.TOO_LARGE;
import static dev.halftone.testkit.MockResponse.gzipBomb;
import static dev.halftone.testkit.MockResponse.image;
import static dev.halftone.testkit.MockResponse.raw;
import static dev.halftone.testkit.MockResponse.serviceUnavailable;
import static dev.halftone.testkit.MockResponse.tooManyRequests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.HandedOver;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.testkit.ClosedPort;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.StubDns;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ImageFetcherTest {
    private static final byte[] SHOE = randomBytes(20_000);

    private final ImageHost host = ImageHost.start();
    private final StubDns names = new StubDns().with("gitlab.test", "127.0.0.1");
    private final ImageFetcher fetcher = FetchFixture.open(names);

    @AfterEach
    void close() {
        fetcher.close();
        host.close();
    }

    @Test
    void fetchesTheBytesOfAnImage() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE));

        var fetched = fetch("/shoe.jpg");

        assertThat(bytes(fetched)).isEqualTo(SHOE);
    }

    @Test
    void fetchesChunkedBodies() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE).chunked());

        assertThat(bytes(fetch("/shoe.jpg"))).isEqualTo(SHOE);
    }

    @Test
    void decompressesGzip() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE).gzipped());

        assertThat(bytes(fetch("/shoe.jpg"))).isEqualTo(SHOE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "aws-chunked", "utf-8"})
    void ignoresAContentEncodingThatContradictsTheBytes(String coding) throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE).withHeader("Content-Encoding", coding));

        assertThat(bytes(fetch("/shoe.jpg"))).isEqualTo(SHOE);
    }

    @Test
    void sendsAcceptAndUserAgentHeadersOnly() throws Exception {
        fetch("/a%2Fb.jpg?sig=a%2Bb%3D#top");

        assertThat(host.requests()).singleElement().satisfies(request -> {
            assertThat(request.target()).isEqualTo("/a%2Fb.jpg?sig=a%2Bb%3D");
            assertThat(request.header("user-agent")).hasValue("Halftone/test");
            assertThat(request.header("accept")).hasValue("image/*,*/*;q=0.5");
            assertThat(request.header("cookie")).isEmpty();
            assertThat(request.header("referer")).isEmpty();
        });
    }

    @Test
    void sendsNoCookies() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE).withHeader("Set-Cookie", "id=1"));

        fetch("/shoe.jpg");
        fetch("/shoe.jpg");

        assertThat(host.requests())
                .hasSize(2)
                .allMatch(request -> request.header("cookie").isEmpty());
    }

    @Test
    void resolvesShareLinks() throws Exception {
        host.respondTo("/g/p/-/raw/main/shoe.jpg", image("image/jpeg", SHOE));

        var fetched = FetchFixture.fetch(fetcher, "http://gitlab.test:" + host.port() + "/g/p/-/blob/main/shoe.jpg");

        assertThat(bytes(fetched)).isEqualTo(SHOE);
    }

    @Test
    void refusesPagesOfKnownHostsWithoutARequest() throws Exception {
        var fetched = FetchFixture.fetch(fetcher, "http://www.flickr.com:" + host.port() + "/photos/shop/51234567890/");

        assertThat(fetched)
                .isEqualTo(Fetched.failed(
                        FailureCode.NOT_AN_IMAGE,
                        "the address is that of a page of a photo on Flickr, not of an image: open its download menu, "
                                + "view a size, and copy the address of the image (live.staticflickr.com)"));
        assertThat(host.requests()).isEmpty();
    }

    @Test
    void reusesConnections() throws Exception {
        host.respondTo("/shoe.jpg", image("image/jpeg", SHOE));

        for (int i = 0; i < 10; i++) fetch("/shoe.jpg");

        assertThat(host.connectionCount()).isEqualTo(1);
    }

    @Test
    void reconnectsWhenTheServerClosedTheConnection() throws Exception {
        host.respondTo("/shoe.jpg", raw("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nshoe"));

        for (int i = 0; i < 3; i++) assertThat(bytes(fetch("/shoe.jpg"))).hasSize(4);
    }

    @Test
    void passesOnRetryAfter() throws Exception {
        var wait = Duration.ofSeconds(90);
        host.respondTo("/shoe.jpg", tooManyRequests().retryAfter(wait));

        var fetched = fetch("/shoe.jpg");

        var message = "the server answered 429 Too Many Requests";
        assertThat(outcome(fetched)).isEqualTo(new RetryLater(FailureCode.http(429), message, Optional.of(wait)));
    }

    @Test
    void capsRetryAfterAtOneHour() throws Exception {
        host.respondTo("/shoe.jpg", tooManyRequests().retryAfter(Duration.ofSeconds(3_601)));

        var fetched = fetch("/shoe.jpg");

        assertThat(outcome(fetched))
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.retryAfter()).contains(Duration.ofHours(1)));
    }

    @Test
    void succeedsWhenTheServerRecovers() throws Exception {
        host.respondTo("/shoe.jpg", serviceUnavailable(), serviceUnavailable(), image("image/jpeg", SHOE));

        assertThat(outcome(fetch("/shoe.jpg"))).isInstanceOf(RetryLater.class);
        assertThat(outcome(fetch("/shoe.jpg"))).isInstanceOf(RetryLater.class);
        assertThat(fetch("/shoe.jpg")).isInstanceOf(Body.class);
    }

    @Test
    void retriesIncompleteResponses() throws Exception {
        host.respondTo("/short", image("image/jpeg", SHOE).withContentLength(SHOE.length + 1))
                .respondTo("/broken", image("image/jpeg", SHOE).closeAfter(9_000))
                .respondTo("/reset", image("image/jpeg", SHOE).resetAfter(9_000))
                .respondTo("/chunks", image("image/jpeg", SHOE).malformedChunks())
                .respondTo("/gzip", image("image/jpeg", SHOE).gzipped().closeAfter(9_000))
                .respondTo("/noise", raw("noise\r\n\r\n"))
                .respondTo("/negative", raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabcde"))
                .respondTo("/nothing", raw(""));

        for (var path :
                new String[] {"/short", "/broken", "/reset", "/chunks", "/gzip", "/noise", "/negative", "/nothing"}) {
            var fetched = fetch(path);

            assertThat(outcome(fetched)).as(path).isInstanceOf(RetryLater.class);
            assertThat(failure(fetched)).as(path).isEqualTo(CONNECT_FAILED);
        }
    }

    @Test
    void rejectsImagesOverTheSizeLimit() throws Exception {
        host.respondTo("/promised", image("image/jpeg", new byte[FetchFixture.MAX_IMAGE_BYTES + 1]))
                .respondTo(
                        "/chunked",
                        image("image/jpeg", new byte[FetchFixture.MAX_IMAGE_BYTES + 1])
                                .chunked())
                .respondTo("/endless", MockResponse.endless())
                .respondTo("/bomb", gzipBomb(20_000_000))
                .respondTo(
                        "/header",
                        image("image/jpeg", endlessGzipHeader())
                                .withHeader("Content-Encoding", "gzip")
                                .chunked());

        for (var path : new String[] {"/promised", "/chunked", "/endless", "/bomb", "/header"}) {
            assertThat(fetch(path))
                    .as(path)
                    .isEqualTo(Fetched.failed(TOO_LARGE, "the image is larger than 100000 bytes"));
        }
    }

    @Test
    void acceptsAnImageOfExactlyTheSizeLimit() throws Exception {
        host.respondTo(
                "/shoe.jpg",
                image("image/jpeg", new byte[FetchFixture.MAX_IMAGE_BYTES]).gzipped());

        assertThat(bytes(fetch("/shoe.jpg"))).hasSize(FetchFixture.MAX_IMAGE_BYTES);
    }

    @Test
    void retriesWhenTheHostIsNotFound() throws Exception {
        var fetched = FetchFixture.fetch(fetcher, "http://typo.test/shoe.jpg");

        assertThat(outcome(fetched))
                .isEqualTo(new RetryLater(DNS_FAILED, "the server's name could not be found", Optional.empty()));
    }

    @Test
    void retriesWhenTheConnectionIsRefused() throws Exception {
        try (var closed = new ClosedPort()) {
            var fetched = FetchFixture.fetch(fetcher, closed.url("/shoe.jpg"));

            assertThat(outcome(fetched))
                    .isEqualTo(new RetryLater(CONNECT_FAILED, "the server could not be reached", Optional.empty()));
        }
    }

    @Test
    void rejectsASelfSignedCertificate() throws Exception {
        var selfSigned = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        var tls =
                new HandshakeCertificates.Builder().heldCertificate(selfSigned).build();

        try (var impostor = ImageHost.start(tls.sslContext())) {
            var fetched = FetchFixture.fetch(fetcher, impostor.url("/shoe.jpg"));

            assertThat(outcome(fetched)).isInstanceOf(Failed.class);
            assertThat(failure(fetched)).isEqualTo(TLS_FAILED);
        }
    }

    @Test
    void rejectsAServerWithoutTls() throws Exception {
        host.respondTo("/shoe.jpg", raw("HTTP/1.1 400 Bad Request\r\n\r\n"));

        var fetched = FetchFixture.fetch(fetcher, "https://127.0.0.1:" + host.port() + "/shoe.jpg");

        assertThat(failure(fetched)).isEqualTo(TLS_FAILED);
    }

    @Test
    void rejectsAnInvalidUrl() throws Exception {
        assertThat(FetchFixture.fetch(fetcher, "shoe.jpg"))
                .isEqualTo(Fetched.failed(INVALID_URL, "the URL does not begin with http:// or https://"));
    }

    private Fetched fetch(String path) throws InterruptedException {
        return FetchFixture.fetch(fetcher, host.url(path));
    }

    private static byte[] bytes(Fetched fetched) {
        assertThat(fetched).isInstanceOf(Body.class);
        return ((Body) fetched).bytes().array();
    }

    private static FailureCode failure(Fetched fetched) {
        return switch (outcome(fetched)) {
            case Failed failed -> failed.code();
            case RetryLater retryLater -> retryLater.code();
            case Deferred _, Succeeded _, HandedOver _ -> throw new AssertionError("no failure: " + fetched);
        };
    }

    /// Random bytes, which do not compress.
    private static byte[] randomBytes(int size) {
        var bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    /// A gzip header with a file name that never ends (RFC 1952 §2.3.1), and no data.
    private static byte[] endlessGzipHeader() {
        var bytes = new byte[FetchFixture.MAX_IMAGE_BYTES + 1];
        Arrays.fill(bytes, (byte) 'x');
        var header = new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 3};
        System.arraycopy(header, 0, bytes, 0, header.length);
        return bytes;
    }
}
