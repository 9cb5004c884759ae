package dev.halftone.engine;

import com.sun.management.OperatingSystemMXBean;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.database.Database;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.fetch.OwnImages;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.storage.StorageLocation;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.imaging.ImageLimits;
import java.lang.management.ManagementFactory;
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
        SubmissionService.Settings uploads,
        CatalogReader.Limits catalog,
        AddressPolicy addresses,
        FetchSettings fetch,
        RetryPolicy retries,
        Imaging imaging,
        WorkerSettings workers,
        Optional<WebhookSecret> webhookSecret) {

    /// A copy for a server that serves images itself.
    public EngineSettings withOwnImages(OwnImages images) {
        return new EngineSettings(
                locations,
                publicUrl,
                uploads,
                catalog,
                addresses,
                fetch.withOwnImages(images),
                retries,
                imaging,
                workers,
                webhookSecret);
    }

    /// What status reports say about all requests.
    StatusReport.Availability availability() {
        return new StatusReport.Availability(publicUrl, workers.retention());
    }

    /// The image codec.
    ///
    /// @param libvips the library file; by default the bundled library or the system's
    /// @param codecMemory how many bytes the images being coded may need together. Of images that need
    /// more, one is coded at a time
    public record Imaging(ImageLimits limits, Optional<Path> libvips, long codecMemory) {
        public Imaging {
            if (codecMemory < 1)
                throw new IllegalArgumentException("codec-memory is more than nothing, not " + codecMemory);
        }

        public static Imaging defaults() {
            return new Imaging(ImageLimits.defaults(), Optional.empty(), defaultCodecMemory());
        }

        /// A quarter of the memory of this machine, or of its container: the Java heap has up to half.
        public static long defaultCodecMemory() {
            return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                            .getTotalMemorySize()
                    / 4;
        }
    }

    /// Where data is kept.
    ///
    /// @param data a folder that no other process uses
    /// @param storage of uploads and published images
    /// @param database a JDBC URL; by default an SQLite file in the data folder
    /// @param databaseConnections how many connections PostgreSQL may have to serve
    public record Locations(Path data, StorageLocation storage, Optional<String> database, int databaseConnections) {
        public Locations {
            if (databaseConnections < Database.MIN_CONNECTIONS)
                throw new IllegalArgumentException("database-connections must be at least " + Database.MIN_CONNECTIONS
                        + ", not " + databaseConnections);
        }

        public Locations(Path data, StorageLocation storage, Optional<String> database) {
            this(data, storage, database, Database.DEFAULT_CONNECTIONS);
        }

        /// Everything in one folder.
        public static Locations in(Path data) {
            return new Locations(data, new StorageLocation.Folder(data.resolve("images")), Optional.empty());
        }

        Database openDatabase(Path sqliteFile) {
            return Database.open(database.orElse("jdbc:sqlite:" + sqliteFile), databaseConnections);
        }
    }
}
