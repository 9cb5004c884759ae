package dev.halftone.engine.fetch;

import static dev.halftone.engine.fetch.FetchFixture.outcome;
import static dev.halftone.testkit.MockResponse.image;
import static dev.halftone.testkit.MockResponse.redirectTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.RawTcpServer;
import dev.halftone.testkit.StubDns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a user reads when no secure connection can be made. The JVM trusts one authority of the test.
@Timeout(60)
final class TlsFaultTest {
    private static final String STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final long DAY = Duration.ofDays(1).toMillis();

    private static final HeldCertificate ROOT = authority(2).commonName("Root").build();
    private static final HeldCertificate INTERMEDIATE =
            authority(1).commonName("Intermediate").signedBy(ROOT).build();
    private static final HeldCertificate UNKNOWN_ROOT =
            authority(2).commonName("Unknown Root").build();
    private static final HeldCertificate UNKNOWN_INTERMEDIATE =
            authority(1).commonName("Unknown").signedBy(UNKNOWN_ROOT).build();

    private static HeldCertificate.Builder authority(int maxIntermediates) {
        return new HeldCertificate.Builder().certificateAuthority(maxIntermediates);
    }

    @BeforeAll
    static void trustTheRoot(@TempDir Path folder) throws Exception {
        var file = folder.resolve("trust.p12");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", ROOT.certificate());
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        System.setProperty(STORE, file.toString());
        System.setProperty(PASSWORD, "changeit");
    }

    @AfterAll
    static void trustAsBefore() {
        System.clearProperty(STORE);
        System.clearProperty(PASSWORD);
    }

    private static HeldCertificate.Builder server() {
        return new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1");
    }

    @Test
    void acceptsATrustedChain() throws Exception {
        assertThat(fetch(server().signedBy(ROOT).build())).isInstanceOf(Body.class);
        assertThat(fetch(server().signedBy(INTERMEDIATE).build(), INTERMEDIATE)).isInstanceOf(Body.class);
    }

    @Test
    void tellsHowToMendAMissingIntermediateCertificate() throws Exception {
        assertThat(message(fetch(server().signedBy(INTERMEDIATE).build())))
                .contains("does not send the intermediate certificate", "install the full chain");
    }

    @Test
    void tellsAnUnknownAuthority() throws Exception {
        var certificate = server().signedBy(UNKNOWN_INTERMEDIATE).build();

        assertThat(message(fetch(certificate, UNKNOWN_INTERMEDIATE)))
                .isEqualTo(message(fetch(certificate, UNKNOWN_INTERMEDIATE, UNKNOWN_ROOT)))
                .isEqualTo(message(fetch(server().signedBy(UNKNOWN_ROOT).build(), UNKNOWN_ROOT)))
                .startsWith("the server's certificate is from an authority that is not trusted: ")
                .contains("keytool");
    }

    @Test
    void tellsASelfSignedCertificate() throws Exception {
        assertThat(message(fetch(server().build()))).startsWith("the server's certificate is self-signed");
    }

    @Test
    void tellsAnotherName() throws Exception {
        var certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("shop.test")
                .signedBy(ROOT)
                .build();

        assertThat(message(fetch(certificate)))
                .isEqualTo("the server's certificate is for another name than the URL's host");
    }

    @ParameterizedTest
    @CsvSource({"-30, -1, expired at", "1, 30, is not yet valid"})
    void tellsACertificateOutsideItsTime(int start, int end, String problem) throws Exception {
        var now = System.currentTimeMillis();
        var certificate = server().validityInterval(now + start * DAY, now + end * DAY);
        var intermediate = authority(1)
                .commonName("Outdated")
                .signedBy(ROOT)
                .validityInterval(now + start * DAY, now + end * DAY)
                .build();

        assertThat(message(fetch(certificate.signedBy(ROOT).build())))
                .startsWith("the server's certificate " + problem);
        assertThat(message(fetch(server().signedBy(intermediate).build(), intermediate)))
                .startsWith("an intermediate certificate of the server " + problem);
    }

    @Test
    void tellsAPortWithoutTls() throws Exception {
        assertThat(message("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
                .startsWith("the server does not use TLS on this port: try http://");
        assertThat(message("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII)))
                .startsWith("the server does not use TLS on this port");
    }

    /// A ServerHello of an old version, and the alerts `protocol_version`, `insufficient_security`.
    @ParameterizedTest
    @CsvSource({
        "160301002a02000026 0301 5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a 00 002f 00",
        "160302002a02000026 0302 5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a 00 002f 00",
        "15030100020246",
        "15030300020246",
        "15030300020247"
    })
    void tellsAVersionOfTlsThatIsTooOld(String bytes) throws Exception {
        assertThat(message(HexFormat.of().parseHex(bytes.replace(" ", ""))))
                .isEqualTo("the server's TLS is too old: version 1.2 or newer is needed");
    }

    @ParameterizedTest
    @CsvSource({
        "15030300020228, accepts none of our versions and ciphers",
        "15030300020270, has no certificate for the URL's host",
        "15030300020274, asks for a client certificate"
    })
    void tellsOtherAlerts(String alert, String problem) throws Exception {
        assertThat(message(HexFormat.of().parseHex(alert))).contains(problem);
    }

    /// The certificate is good; what follows it is at fault.
    @Test
    void sendsNoSourceHeaderAfterARedirectToHttp() throws Exception {
        var tls = new HandshakeCertificates.Builder()
                .heldCertificate(server().signedBy(ROOT).build())
                .build();
        var headers = SourceHeaders.parse(List.of("127.0.0.1 Authorization: s3cret"));
        try (var plain = ImageHost.start().respondTo("/shoe.jpg", image("image/jpeg", new byte[3]));
                var secure = ImageHost.start(tls.sslContext())
                        .respondTo("/old.jpg", redirectTo("http://127.0.0.1:" + plain.port() + "/shoe.jpg"));
                var fetcher = FetchFixture.open(new StubDns(), FetchFixture.settings(10, headers))) {
            assertThat(FetchFixture.fetch(fetcher, secure.url("/old.jpg"))).isInstanceOf(Body.class);

            assertThat(secure.requests().getFirst().header("authorization")).contains("s3cret");
            assertThat(plain.requests().getFirst().header("authorization")).isEmpty();
        }
    }

    private static String message(byte[] response) throws Exception {
        try (var server = RawTcpServer.respondingWith(response);
                var fetcher = FetchFixture.open(new StubDns())) {
            return message(FetchFixture.fetch(fetcher, "https://127.0.0.1:" + server.port() + "/shoe.jpg"));
        }
    }

    private static String message(Fetched fetched) {
        assertThat(outcome(fetched)).isInstanceOf(Failed.class);
        var failed = (Failed) outcome(fetched);
        assertThat(failed.code()).isEqualTo(FailureCode.TLS_FAILED);
        return failed.message();
    }

    private static Fetched fetch(HeldCertificate certificate, HeldCertificate... chain)
            throws IOException, GeneralSecurityException, InterruptedException {
        var intermediates =
                Arrays.stream(chain).map(HeldCertificate::certificate).toArray(X509Certificate[]::new);
        var tls = new HandshakeCertificates.Builder()
                .heldCertificate(certificate, intermediates)
                .build();
        try (var host = ImageHost.start(tls.sslContext()).respondTo("/shoe.jpg", image("image/jpeg", new byte[3]));
                var fetcher = FetchFixture.open(new StubDns())) {
            return FetchFixture.fetch(fetcher, host.url("/shoe.jpg"));
        }
    }
}
