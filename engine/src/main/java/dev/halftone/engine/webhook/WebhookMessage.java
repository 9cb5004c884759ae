package dev.halftone.engine.webhook;

import java.util.Optional;

/// All that is needed to deliver a message; the same for every attempt at it.
///
/// @param secret what to sign with; a receiver who gave none gets no signature
public record WebhookMessage(MessageId id, WebhookUrl url, Optional<WebhookSecret> secret, WebhookPayload payload) {}
