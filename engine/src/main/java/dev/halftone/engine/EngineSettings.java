package dev.halftone.engine;

import dev.halftone.engine.catalog.CatalogLimits;
import dev.halftone.engine.desk.ReceptionSettings;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.work.WorkSettings;
import dev.halftone.imaging.ImageLimits;
import java.nio.file.Path;
import java.util.Optional;

/// Everything that can be set, each room's part with that room.
///
/// @param url where the server is reached from outside
/// @param webhookSecret signs for requests that bring none; without it, one made once and kept in the data
/// folder. Nodes that share a database need to share it
public record EngineSettings(
        Places places,
        PublicUrl url,
        ReceptionSettings reception,
        CatalogLimits intake,
        AddressPolicy addresses,
        FetchSettings source,
        RetryPolicy retries,
        Imaging imaging,
        WorkSettings work,
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
    public record Places(Path data, Path images, Optional<String> database) {

        /// All in one folder.
        public static Places in(Path data) {
            return new Places(data, data.resolve("images"), Optional.empty());
        }
    }
}
