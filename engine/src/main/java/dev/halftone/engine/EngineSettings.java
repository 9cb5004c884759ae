package dev.halftone.engine;

import dev.halftone.engine.catalog.CatalogLimits;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.imaging.ImageLimits;
import java.nio.file.Path;
import java.util.Optional;

/// Everything that can be set, each room's part with that room.
///
/// @param publicUrl where the server is reached from outside
/// @param webhookSecret signs for requests that bring none; without it, one made once and kept in the data
/// folder. Nodes that share a database need to share it
public record EngineSettings(
        Locations locations,
        PublicUrl publicUrl,
        UploadService.Settings uploads,
        CatalogLimits catalog,
        AddressPolicy addresses,
        FetchSettings fetch,
        RetryPolicy retries,
        Imaging imaging,
        WorkerSettings workers,
        Optional<WebhookSecret> webhookSecret) {

    /// What codes images.
    ///
    /// @param libvips the library's file; without one, the packed library or the system's
    public record Imaging(ImageLimits limits, Optional<Path> libvips) {
        public static Imaging defaults() {
            return new Imaging(ImageLimits.defaults(), Optional.empty());
        }
    }

    /// Where things are kept.
    ///
    /// @param data the folder that this process has to itself
    /// @param images the folder of processed images
    /// @param database a JDBC URL; without one, an SQLite file in the data folder
    public record Locations(Path data, Path images, Optional<String> database) {

        /// All in one folder.
        public static Locations in(Path data) {
            return new Locations(data, data.resolve("images"), Optional.empty());
        }
    }
}
