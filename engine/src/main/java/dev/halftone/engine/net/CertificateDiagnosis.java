package dev.halftone.engine.net;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import okhttp3.OkHttpClient;

/// Trusts the certificates that the JDK trusts, and says why it does not trust another.
///
/// The JDK decides. Its exceptions do not hold the certificates that the server sent, so a trust manager of our
/// own stands in front of the JDK's and looks at them afterwards.
final class CertificateDiagnosis extends X509ExtendedTrustManager {
    private static final String FULL_CHAIN = "its operator must install the full chain (fullchain.pem)";
    private static final String ADD_AUTHORITY =
            "an internal authority can be added to Java's trust store (keytool -importcert -cacerts)";

    /// Authority Information Access (RFC 5280 §4.2.2.1): where to get the issuer's certificate. Public
    /// authorities write it into every certificate, and issue none from a root.
    private static final String ISSUER_LOCATION = "1.3.6.1.5.5.7.1.1";

    private final X509ExtendedTrustManager jdk;

    private CertificateDiagnosis(X509ExtendedTrustManager jdk) {
        this.jdk = jdk;
    }

    static OkHttpClient.Builder in(OkHttpClient.Builder client) {
        try {
            var trustManager = new CertificateDiagnosis(jdk());
            var tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {trustManager}, null);
            return client.sslSocketFactory(tls.getSocketFactory(), trustManager);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no TLS, or its trust store cannot be read", e);
        }
    }

    private static X509ExtendedTrustManager jdk() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        try {
            jdk.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw diagnosed(chain, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            jdk.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw diagnosed(chain, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            jdk.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            throw diagnosed(chain, e);
        }
    }

    private CertificateException diagnosed(X509Certificate[] chain, CertificateException failure) {
        return diagnosis(path(Arrays.asList(chain)), Instant.now())
                .<CertificateException>map(why -> new UntrustedException(why, failure))
                .orElse(failure);
    }

    /// The server's certificate, then its issuer's, and so on, as far as the server sent them.
    private static List<X509Certificate> path(List<X509Certificate> sent) {
        var path = new ArrayList<>(sent.subList(0, 1));
        var left = new ArrayList<>(sent.subList(1, sent.size()));
        while (!isSelfIssued(path.getLast())) {
            var issuer = left.stream()
                    .filter(candidate -> isIssuedBy(path.getLast(), candidate))
                    .findFirst();
            if (issuer.isEmpty()) break;
            path.add(issuer.get());
            left.remove(issuer.get());
        }
        return path;
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return isIssuedBy(certificate, certificate);
    }

    private Optional<String> diagnosis(List<X509Certificate> path, Instant now) {
        var trusted = List.of(jdk.getAcceptedIssuers());
        var isTrusted = path.stream()
                .anyMatch(certificate -> trusted.contains(certificate)
                        || trusted.stream().anyMatch(authority -> isIssuedBy(certificate, authority)));
        if (!isTrusted && path.size() == 1 && isSelfIssued(path.getFirst()))
            return Optional.of("the server's certificate is self-signed: " + ADD_AUTHORITY);
        return outdated(path, now).or(() -> isTrusted ? Optional.empty() : Optional.of(untrusted(path)));
    }

    private static Optional<String> outdated(List<X509Certificate> path, Instant now) {
        return outdated("the server's certificate", path.getFirst(), now)
                .or(() -> path.stream()
                        .skip(1)
                        .flatMap(issuer -> outdated("an intermediate certificate of the server", issuer, now).stream())
                        .findFirst());
    }

    private static Optional<String> outdated(String which, X509Certificate certificate, Instant now) {
        var start = certificate.getNotBefore().toInstant();
        var end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) return Optional.of(which + " expired at " + end);
        return now.isBefore(start) ? Optional.of(which + " is not yet valid, but from " + start) : Optional.empty();
    }

    /// A server does not send the root, so a certificate that nothing else was sent with may come from an
    /// unknown root as well as from an intermediate that is missing.
    private static String untrusted(List<X509Certificate> path) {
        if (path.size() > 1 || isSelfIssued(path.getLast()))
            return "the server's certificate is from an authority that is not trusted: " + ADD_AUTHORITY;
        return path.getLast().getExtensionValue(ISSUER_LOCATION) != null
                ? "the server does not send the intermediate certificate that issued its own: " + FULL_CHAIN
                : "the server's certificate is from an authority that is not trusted, or the server does not send the"
                        + " intermediate certificate: " + FULL_CHAIN + "; " + ADD_AUTHORITY;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        jdk.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        jdk.checkClientTrusted(chain, authType);
    }

    /// A certificate is not trusted; the message says why, for people.
    static final class UntrustedException extends CertificateException {
        private static final long serialVersionUID = 1;

        UntrustedException(String why, CertificateException cause) {
            super(why, cause);
        }
    }
}
