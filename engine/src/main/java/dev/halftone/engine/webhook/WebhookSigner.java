package dev.halftone.engine.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs messages and verifies signatures: HMAC-SHA256 (RFC 2104) over `id.timestamp.body`, in base64.
public final class WebhookSigner {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1,";

    /// A message that is older, or further in the future, may be a replay.
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final SecretKeySpec key;

    public WebhookSigner(WebhookSecret secret) {
        this.key = new SecretKeySpec(secret.key(), ALGORITHM);
    }

    /// Signs one attempt to deliver a message.
    ///
    /// @param body the exact bytes that will be sent
    public SignedHeaders sign(WebhookMessage.MessageId id, Instant at, byte[] body) {
        var timestamp = Long.toString(at.getEpochSecond());
        return new SignedHeaders(id.text(), timestamp, signature(id.text(), timestamp, body));
    }

    /// Whether a received message has a signature made with our secret within the last five minutes.
    ///
    /// @param body the exact bytes received
    public boolean verify(SignedHeaders headers, byte[] body, Instant now) {
        if (headers.id().contains(".") || !isTimely(headers.timestamp(), now)) return false;
        var expected = signature(headers.id(), headers.timestamp(), body).getBytes(US_ASCII);
        // Compared in constant time, so that the time taken does not reveal how much matches.
        return Stream.of(headers.signature().split(" "))
                .anyMatch(given -> MessageDigest.isEqual(expected, given.getBytes(UTF_8)));
    }

    private static boolean isTimely(String timestamp, Instant now) {
        try {
            var sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(sent, now).abs().compareTo(TOLERANCE) <= 0;
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
    }

    private String signature(String id, String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
            return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /// The three headers that prove a message's origin and age, as sent or received.
    ///
    /// @param timestamp of the attempt, in seconds since 1970
    /// @param signature one or more of `v1,` and base64, separated by spaces
    public record SignedHeaders(String id, String timestamp, String signature) {
        public static final String ID = "webhook-id";
        public static final String TIMESTAMP = "webhook-timestamp";
        public static final String SIGNATURE = "webhook-signature";
    }
}
