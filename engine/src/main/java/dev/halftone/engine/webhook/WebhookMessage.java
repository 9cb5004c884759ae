package dev.halftone.engine.webhook;

import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.Sha256;
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
    /// `msg_` and 128 bits in hexadecimal. It never contains a dot, which separates the parts of the
    /// signed text.
    public record MessageId(String text) {
        private static final Pattern ID = Pattern.compile("msg_[0-9a-f]{32}");
        private static final int BYTES = 16;

        public MessageId {
            if (!ID.matcher(text).matches()) throw new IllegalArgumentException("not a message id: " + text);
        }

        /// The id of the message about the end of a request. A database that fails over to a standby may forget
        /// that a request has ended. Then it ends again, and the receiver still recognizes the message.
        ///
        /// @param round how often the failed images of the request were retried
        public static MessageId of(RequestId request, int round) {
            return new MessageId("msg_"
                    + Sha256.hex("webhook\0" + request.text() + "\0" + round).substring(0, 2 * BYTES));
        }

        public static MessageId random(RandomGenerator random) {
            var bits = new byte[BYTES];
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
