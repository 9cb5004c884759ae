package dev.halftone.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A secret of Standard Webhooks 1.0, with a signer and a verifier of its own: a mistake in Halftone's must not hide
/// in the tests.
///
/// @param text `whsec_` and base64
public record WebhookKey(String text) {
    private static final String PREFIX = "whsec_";
    private static final String ID = "webhook-id";
    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String SIGNATURE = "webhook-signature";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /// A random secret.
    public static WebhookKey random() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new WebhookKey(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    /// The three headers of a body that is sent at this time.
    public Map<String, String> sign(byte[] body, Instant at) {
        var id = "msg_" + UUID.randomUUID();
        var timestamp = Long.toString(at.getEpochSecond());
        return Map.of(ID, id, TIMESTAMP, timestamp, SIGNATURE, signature(id, timestamp, body));
    }

    /// Whether a body was signed with this secret in the last five minutes.
    ///
    /// @param headers by lower-case name
    public boolean verify(Map<String, String> headers, byte[] body) {
        var id = headers.getOrDefault(ID, "");
        var timestamp = headers.getOrDefault(TIMESTAMP, "");
        if (id.isEmpty() || id.contains(".") || !timestamp.matches("[0-9]{1,12}")) return false;
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), Instant.now());
        return age.abs().compareTo(TOLERANCE) <= 0
                && List.of(headers.getOrDefault(SIGNATURE, "").split(" ", -1)).contains(signature(id, timestamp, body));
    }

    private String signature(String id, String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(text.substring(PREFIX.length())), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
