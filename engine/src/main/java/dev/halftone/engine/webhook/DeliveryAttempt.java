package dev.halftone.engine.webhook;

import dev.halftone.engine.net.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One attempt at delivering a message, as the delivery log keeps it.
public record DeliveryAttempt(Instant at, Duration took, Result result) {
    public DeliveryAttempt {
        // The clock may have been set back meanwhile.
        if (took.isNegative()) took = Duration.ZERO;
    }

    /// What came of one attempt at delivering a message.
    public sealed interface Result {

        /// The status of the HTTP answer, if there was one.
        Optional<Integer> status();

        /// For the delivery log: what happened, in words that say what to mend and nothing of what an answer
        /// held.
        String message();

        /// Received: a status from 200 to 299.
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

        /// The receiver wants no messages any more (410): nothing is to be sent again.
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

        /// Not received; to be sent again.
        ///
        /// @param retryAfter how long the receiver asked us to wait (RFC 9110 §10.2.3), where it did
        record Retry(Optional<Integer> status, String message, Optional<Duration> retryAfter) implements Result {}
    }
}
