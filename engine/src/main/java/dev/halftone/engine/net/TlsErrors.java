package dev.halftone.engine.net;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Explains why a TLS connection failed, and how to fix it.
///
/// [CertificateDiagnosis] knows the faults of certificates. The JDK tells the others apart by its messages only
/// (JDK 25), and by the name of the alert that the server sent (RFC 8446 §6).
public final class TlsErrors {
    private static final String TOO_OLD = "the server's TLS is too old: version 1.2 or newer is needed";

    private TlsErrors() {}

    /// @param text what the JDK's message contains
    private record KnownMessage(String text, String explanation) {}

    private static final List<KnownMessage> KNOWN = List.of(
            new KnownMessage(
                    "unrecognized SSL message",
                    "the server does not use TLS on this port: try http:// or another port"),
            new KnownMessage("protocol_version", TOO_OLD),
            new KnownMessage("protocol version", TOO_OLD),
            new KnownMessage("improper ciphersuite", TOO_OLD),
            new KnownMessage(
                    "handshake_failure",
                    "the server accepts none of our versions and ciphers of TLS: it is probably too old"),
            new KnownMessage("insufficient_security", TOO_OLD),
            new KnownMessage("unrecognized_name", "the server has no certificate for the URL's host"),
            new KnownMessage("certificate_required", "the server asks for a client certificate"),
            new KnownMessage("bad_certificate", "the server asks for a client certificate"),
            new KnownMessage(
                    "constraints", "the server's certificate or TLS uses keys or algorithms that are no longer safe"));

    /// Explains the failure in one sentence, which quotes nothing that the server chose.
    public static String explain(IOException failure) {
        if (failure instanceof SSLPeerUnverifiedException)
            return "the server's certificate is for another name than the URL's host";
        return causes(failure)
                .flatMap(cause -> explainCause(cause).stream())
                .findFirst()
                .orElse("no secure connection could be made: look at the server's certificate");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(10);
    }

    private static Optional<String> explainCause(Throwable cause) {
        if (cause instanceof CertificateDiagnosis.UntrustedException untrusted)
            return Optional.of(String.valueOf(untrusted.getMessage()));
        if (cause instanceof EOFException)
            return Optional.of("the server closed the connection during the TLS handshake");
        var message = String.valueOf(cause.getMessage());
        return KNOWN.stream()
                .filter(known -> message.contains(known.text()))
                .findFirst()
                .map(KnownMessage::explanation);
    }
}
