package dev.halftone.engine.task;

import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Uploads;
import dev.halftone.engine.webhook.DeliverySchedule;
import dev.halftone.engine.webhook.WebhookPayload;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookSender;
import java.time.InstantSource;

/// What the tasks work with, from the rooms above.
public record TaskContext(
        Ledger ledger,
        TaskScheduler taskScheduler,
        CatalogReader catalogReader,
        Uploads uploads,
        ImageService service,
        ImageStore images,
        RetryPolicy retries,
        WebhookPayload.Composer composer,
        WebhookDelivery webhookDelivery,
        InstantSource clock) {
    /// How webhook messages get out.
    ///
    /// @param ownSecret signs for requests that brought no secret of their own
    public record WebhookDelivery(WebhookSender sender, DeliverySchedule schedule, WebhookSecret ownSecret) {}
}
