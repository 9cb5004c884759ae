package dev.halftone.engine.work;

import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Uploads;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.webhook.Announcement;
import java.time.InstantSource;

/// What the tasks work with, from the rooms above.
public record Tools(
        Ledger ledger,
        Agenda agenda,
        CatalogReader catalogReader,
        Uploads uploads,
        ImageService service,
        ImageStore images,
        RetryPolicy retries,
        Announcement announcement,
        Post post,
        InstantSource clock) {}
