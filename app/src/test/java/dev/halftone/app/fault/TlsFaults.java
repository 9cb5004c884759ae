package dev.halftone.app.fault;

import static dev.halftone.app.fault.Ending.givenUp;
import static dev.halftone.app.fault.Ending.refused;
import static dev.halftone.app.fault.Ending.succeeds;

import dev.halftone.testkit.BarePort;
import dev.halftone.testkit.ImageHost;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/// Servers that cannot prove who they are, or speak no TLS that is spoken today.
final class TlsFaults {
    private static final long YEAR = TimeUnit.DAYS.toMillis(365);

    /// A server's first word in TLS 1.0 (RFC 2246 §7.4.1.3): version 3.1, thirty-two bytes of chance, no
    /// session, TLS_RSA_WITH_AES_128_CBC_SHA.
    private static final String SERVER_HELLO_1_0 =
            "160301002a" + "02000026" + "0301" + "5a".repeat(32) + "00" + "002f00";

    /// A server's last word to whom it does not understand (RFC 8446 §6.2): fatal, protocol_version.
    private static final String PROTOCOL_VERSION = "15030100020246";

    private final Origins origins;
    private final HeldCertificate authority;

    /// @param authority whom Halftone trusts
    private TlsFaults(Origins origins, HeldCertificate authority) {
        this.origins = origins;
        this.authority = authority;
    }

    static void addTo(Origins origins, HeldCertificate authority) {
        var faults = new TlsFaults(origins, authority);
        faults.addCertificates();
        faults.addHandshakes();
    }

    private void addCertificates() {
        var good = host(signed("127.0.0.1").build());
        origins.add("proves who it is", good.url(Origins.SHOE), succeeds(), good);
        var selfSigned = new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1");
        unproven("signs its certificate itself", selfSigned.build());
        unproven("has the certificate of another", signed("another.test").build());
        var now = System.currentTimeMillis();
        unproven(
                "has a certificate of last year",
                signed("127.0.0.1").validityInterval(now - YEAR, now - 1000).build());
        unproven(
                "has a certificate of next year",
                signed("127.0.0.1").validityInterval(now + YEAR / 2, now + YEAR).build());
    }

    private HeldCertificate.Builder signed(String name) {
        return new HeldCertificate.Builder().signedBy(authority).addSubjectAlternativeName(name);
    }

    private void unproven(String name, HeldCertificate certificate) {
        // Nothing is asked of a server that has not proved itself.
        var host = host(certificate);
        origins.add(name, host.url(Origins.SHOE), new Ending("tls_failed", 1, 0), host);
    }

    private ImageHost host(HeldCertificate certificate) {
        var tls =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        return origins.host(ImageHost.start(tls.sslContext()).answers(Origins.SHOE, Origins.PICTURE));
    }

    private void addHandshakes() {
        var plain = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        origins.add("speaks no TLS", "https", refused("tls_failed"), BarePort.saying(plain));
        origins.add("speaks TLS 1.0", "https", refused("tls_failed"), BarePort.saying(bytes(SERVER_HELLO_1_0)));
        origins.add("knows no TLS of today", "https", refused("tls_failed"), BarePort.saying(bytes(PROTOCOL_VERSION)));
        origins.add("is silent in the handshake", "https", givenUp("timed_out"), BarePort.silent());
        origins.add("resets in the handshake", "https", givenUp("connect_failed"), BarePort.resetting());
        origins.add("hangs up in the handshake", "https", refused("tls_failed"), BarePort.hangingUp());
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
