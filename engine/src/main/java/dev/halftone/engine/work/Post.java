package dev.halftone.engine.work;

import dev.halftone.engine.webhook.DeliverySchedule;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookSender;

/// How webhook messages get out.
///
/// @param ownSecret signs for requests that brought no secret of their own
public record Post(WebhookSender sender, DeliverySchedule schedule, WebhookSecret ownSecret) {}
