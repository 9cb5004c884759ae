/// Signed webhooks for finished requests, following Standard Webhooks 1.0.0
/// (<https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>).
///
/// A [WebhookMessage] comes in, one attempt is made to deliver it, and a [DeliveryAttempt] goes out.
/// [DeliverySchedule] decides when the next attempt is due, [DeliveryLimits] which messages are sent at once.
/// Start at [WebhookSender].
@NullMarked
package dev.halftone.engine.webhook;

import org.jspecify.annotations.NullMarked;
