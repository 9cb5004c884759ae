package dev.halftone.acceptance.fetch;

import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAfterRetries;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.failsAtOnce;
import static dev.halftone.acceptance.fetch.FaultCase.Expected.succeeds;

import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.RawTcpServer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/// Hosts with an invalid certificate or without a current version of TLS.
final class TlsFaults {
    private static final long YEAR = TimeUnit.DAYS.toMillis(365);

    /// The ServerHello of TLS 1.0 (RFC 2246 §7.4.1.3): version 3.1, 32 random bytes, no session,
    /// TLS_RSA_WITH_AES_128_CBC_SHA.
    private static final String SERVER_HELLO_1_0 =
            "160301002a" + "02000026" + "0301" + "5a".repeat(32) + "00" + "002f00";

    /// A fatal alert `protocol_version` (RFC 8446 §6.2).
    private static final String PROTOCOL_VERSION = "15030100020246";

    private final FaultyHosts faultyHosts;
    private final HeldCertificate authority;

    /// @param authority the certificate authority that Halftone trusts
    private TlsFaults(FaultyHosts faultyHosts, HeldCertificate authority) {
        this.faultyHosts = faultyHosts;
        this.authority = authority;
    }

    static void addTo(FaultyHosts faultyHosts, HeldCertificate authority) {
        var faults = new TlsFaults(faultyHosts, authority);
        faults.addCertificates();
        faults.addHandshakes();
    }

    private void addCertificates() {
        var good = host(signed("127.0.0.1").build());
        faultyHosts.add("has a valid certificate", good.url(FaultyHosts.PATH), succeeds(), good);
        var selfSigned = new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1");
        addUntrusted("has a self-signed certificate", selfSigned.build());
        addUntrusted(
                "has a certificate for another name", signed("another.test").build());
        var now = System.currentTimeMillis();
        addUntrusted(
                "has an expired certificate",
                signed("127.0.0.1").validityInterval(now - YEAR, now - 1000).build());
        addUntrusted(
                "has a certificate that is not yet valid",
                signed("127.0.0.1").validityInterval(now + YEAR / 2, now + YEAR).build());
    }

    private HeldCertificate.Builder signed(String name) {
        return new HeldCertificate.Builder().signedBy(authority).addSubjectAlternativeName(name);
    }

    private void addUntrusted(String name, HeldCertificate certificate) {
        // No request is sent to a host without a valid certificate.
        var host = host(certificate);
        faultyHosts.add(name, host.url(FaultyHosts.PATH), new FaultCase.Expected("tls_failed", 1, 0), host);
    }

    private ImageHost host(HeldCertificate certificate) {
        var tls =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        return faultyHosts.register(ImageHost.start(tls.sslContext()).respondTo(FaultyHosts.PATH, FaultyHosts.IMAGE));
    }

    private void addHandshakes() {
        var plain = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        faultyHosts.add("does not speak TLS", "https", failsAtOnce("tls_failed"), RawTcpServer.respondingWith(plain));
        faultyHosts.add(
                "speaks TLS 1.0",
                "https",
                failsAtOnce("tls_failed"),
                RawTcpServer.respondingWith(bytes(SERVER_HELLO_1_0)));
        faultyHosts.add(
                "rejects all current TLS versions",
                "https",
                failsAtOnce("tls_failed"),
                RawTcpServer.respondingWith(bytes(PROTOCOL_VERSION)));
        faultyHosts.add("stalls in the handshake", "https", failsAfterRetries("timed_out"), RawTcpServer.silent());
        faultyHosts.add(
                "resets in the handshake", "https", failsAfterRetries("connect_failed"), RawTcpServer.resetting());
        faultyHosts.add("closes in the handshake", "https", failsAtOnce("tls_failed"), RawTcpServer.closing());
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
