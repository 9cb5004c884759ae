package dev.halftone.engine.webhook;

import dev.halftone.engine.net.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One attempt to deliver a message, as recorded in the delivery log.
public record DeliveryAttempt(Instant at, Duration took, Result result) {
    public DeliveryAttempt {
        // The clock may have been set back meanwhile.
        if (took.isNegative()) took = Duration.ZERO;
    }

    /// The result of one attempt to deliver a message.
    public sealed interface Result {

        /// The status of the HTTP response, if there was one.
        Optional<Integer> status();

        /// What happened, for the delivery log. It says what to fix and reveals nothing of the response's
        /// content but where a redirect points to.
        String message();

        /// The receiver accepted the message: a status from 200 to 299.
        record Delivered(int code) implements Result {
            @Override
            public Optional<Integer> status() {
                return Optional.of(code);
            }

            @Override
            public String message() {
                return "delivered";
            }
        }

        /// The receiver wants no more messages (410). Nothing is sent again.
        record Gone() implements Result {
            @Override
            public Optional<Integer> status() {
                return Optional.of(HttpStatus.GONE);
            }

            @Override
            public String message() {
                return "the receiver answered 410: it wants no more messages";
            }
        }

        /// The message was not accepted and will be sent again.
        ///
        /// @param retryAfter how long the receiver asked us to wait (RFC 9110 §10.2.3), if it did
        record Retry(Optional<Integer> status, String message, Optional<Duration> retryAfter) implements Result {}
    }
}
