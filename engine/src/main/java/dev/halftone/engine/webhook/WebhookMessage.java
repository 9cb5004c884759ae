package dev.halftone.engine.webhook;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Everything needed to deliver a message; the same for every attempt.
///
/// @param secret the signing secret; without one the message is not signed
public record WebhookMessage(MessageId id, WebhookUrl url, Optional<WebhookSecret> secret, WebhookPayload payload) {
    /// The id of a message, the same for every attempt, so that the receiver can recognize a repetition:
    /// `msg_` and 128 random bits in hexadecimal. It never contains a dot, which separates the parts of the
    /// signed text.
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
