package dev.halftone.app.api;

import dev.halftone.engine.ledger.WebhookDeliveries;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A webhook message in the words of the API.
///
/// @param webhookId the same for every attempt
record DeliveryReport(String webhookId, String status, Instant createdAt, List<Attempt> attempts) {

    /// One attempt to deliver it.
    ///
    /// @param answerCode the receiver's HTTP status, where it answered
    record Attempt(Instant attemptedAt, Optional<Integer> answerCode, long durationMs, String message) {
        private static Attempt of(WebhookDeliveries.Attempt attempt) {
            return new Attempt(
                    attempt.at(), attempt.status(), attempt.duration().toMillis(), attempt.message());
        }
    }

    static DeliveryReport of(WebhookDeliveries.Log log) {
        var delivery = log.delivery();
        return new DeliveryReport(
                delivery.messageId(),
                delivery.status().word(),
                delivery.created(),
                log.attempts().stream().map(Attempt::of).toList());
    }
}
