package dev.halftone.engine;

import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.imaging.ImageLimits;
import java.nio.file.Path;
import java.util.Optional;

/// All settings of the engine; each package defines its own part.
///
/// @param publicUrl where the server is reached from outside
/// @param webhookSecret signs for requests without a secret of their own; by default one that is created once and
/// kept in the data folder. Nodes that share a database must share it
public record EngineSettings(
        Locations locations,
        PublicUrl publicUrl,
        RequestService.Settings uploads,
        CatalogReader.Limits catalog,
        AddressPolicy addresses,
        FetchSettings fetch,
        RetryPolicy retries,
        Imaging imaging,
        WorkerSettings workers,
        Optional<WebhookSecret> webhookSecret) {

    /// The image codec.
    ///
    /// @param libvips the library file; by default the bundled library or the system's
    public record Imaging(ImageLimits limits, Optional<Path> libvips) {
        public static Imaging defaults() {
            return new Imaging(ImageLimits.defaults(), Optional.empty());
        }
    }

    /// Where data is kept.
    ///
    /// @param data a folder that no other process uses
    /// @param images the folder of published images
    /// @param database a JDBC URL; by default an SQLite file in the data folder
    public record Locations(Path data, Path images, Optional<String> database) {

        /// Everything in one folder.
        public static Locations in(Path data) {
            return new Locations(data, data.resolve("images"), Optional.empty());
        }
    }
}
