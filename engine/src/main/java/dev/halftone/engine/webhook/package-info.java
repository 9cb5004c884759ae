/// A finished request in, a signed POST out, as Standard Webhooks 1.0.0 has it
/// (<https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>).
///
/// A [WebhookMessage] goes in, one attempt at delivering it is made, and an [DeliveryAttempt] comes out;
/// [DeliverySchedule]
/// says when the next one is due. Start at [WebhookSender].
@NullMarked
package dev.halftone.engine.webhook;

import org.jspecify.annotations.NullMarked;
