package dev.halftone.engine.task;

import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Uploads;
import dev.halftone.engine.webhook.DeliveryLimits;
import dev.halftone.engine.webhook.DeliverySchedule;
import dev.halftone.engine.webhook.WebhookPayload;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookSender;
import java.time.InstantSource;

/// What the tasks work with.
public record TaskContext(
        Ledger ledger,
        TaskScheduler scheduler,
        CatalogReader catalog,
        Uploads uploads,
        ImageService imageService,
        ImageStore imageStore,
        RetryPolicy retries,
        WebhookPayload.Composer payloads,
        WebhookDelivery webhooks,
        InstantSource clock) {

    /// How webhook messages are sent.
    ///
    /// @param defaultSecret signs for requests without a secret of their own
    public record WebhookDelivery(
            WebhookSender sender, DeliveryLimits limits, DeliverySchedule schedule, WebhookSecret defaultSecret) {}
}
