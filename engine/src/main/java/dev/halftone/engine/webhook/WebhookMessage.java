package dev.halftone.engine.webhook;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// All that is needed to deliver a message; the same for every attempt at it.
///
/// @param secret what to sign with; a receiver who gave none gets no signature
public record WebhookMessage(MessageId id, WebhookUrl url, Optional<WebhookSecret> secret, WebhookPayload payload) {
    /// The name of a message, the same for every attempt at it, so that its receiver can tell a repetition:
    /// `msg_` and 128 random bits in hexadecimal. It never has a dot, which separates the parts of what is
    /// signed.
    public record MessageId(String text) {
        private static final Pattern ID = Pattern.compile("msg_[0-9a-f]{32}");
        private static final int RANDOM_BYTES = 16;

        public MessageId {
            if (!ID.matcher(text).matches()) throw new IllegalArgumentException("not a message id: " + text);
        }

        public static MessageId random(RandomGenerator random) {
            var bits = new byte[RANDOM_BYTES];
            random.nextBytes(bits);
            return new MessageId("msg_" + HexFormat.of().formatHex(bits));
        }

        public static MessageId random() {
            return random(new SecureRandom());
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
