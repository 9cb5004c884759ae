package dev.halftone.engine.webhook;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The key that sender and receiver of webhooks share: 24 to 64 bytes, written `whsec_` and their base64.
public record WebhookSecret(String text) {
    private static final String PREFIX = "whsec_";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final int RANDOM_BYTES = 32;

    public WebhookSecret {
        problem(text).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    /// What keeps a text from being a secret, in words that do not repeat it; empty when it is one.
    public static Optional<String> problem(String text) {
        if (!text.startsWith(PREFIX)) return Optional.of("a webhook secret begins with " + PREFIX);
        try {
            var bytes = decode(text).length;
            return bytes >= LEAST_BYTES && bytes <= MOST_BYTES
                    ? Optional.empty()
                    : Optional.of("a webhook secret has 24 to 64 bytes, this one has " + bytes);
        } catch (IllegalArgumentException e) {
            return Optional.of("a webhook secret is base64 after " + PREFIX);
        }
    }

    public static WebhookSecret random(RandomGenerator random) {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    public static WebhookSecret random() {
        return random(new SecureRandom());
    }

    byte[] key() {
        return decode(text);
    }

    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    /// Hides the secret, so that no log ever shows it.
    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
