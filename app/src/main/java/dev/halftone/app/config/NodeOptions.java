package dev.halftone.app.config;

import dev.halftone.app.server.AccessLog;
import dev.halftone.app.server.ServerSettings;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.database.Database;
import dev.halftone.engine.storage.StorageLocation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import picocli.CommandLine.Option;

/// Options that the server and the image service share. Those whose defaults or descriptions differ are declared in
/// [ServerConfig] and [ImageServiceOptions]. A superclass, because picocli loses the defaults of a group in a group.
abstract class NodeOptions {
    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "jdbc:postgresql:… or jdbc:sqlite:… (default: SQLite in the data folder).")
    private Optional<String> database = Optional.empty();

    @Option(
            names = "--database-connections",
            paramLabel = "N",
            defaultValue = "" + Database.DEFAULT_CONNECTIONS,
            description = "Maximum connections to PostgreSQL; at least 2 (default: ${DEFAULT-VALUE}).")
    private int databaseConnections;

    @Option(
            names = "--client-timeout",
            paramLabel = "TIME",
            converter = Quantity.DurationConverter.class,
            defaultValue = "20s",
            description = "How long a client may stall, and its headers may take; longer bodies and responses must move"
                    + " at 1 kB/s (default: ${DEFAULT-VALUE}).")
    private Duration clientTimeout;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            description = "Maximum connections of clients; near it, the longest idle are closed"
                    + " (default: what heap and file limit allow, at most 2000).")
    private Optional<Integer> maxConnections = Optional.empty();

    @Option(
            names = "--access-log",
            arity = "0..1",
            paramLabel = "FILE",
            fallbackValue = "access.log",
            description = "Log each HTTP request to this file in the data folder, one file a day, kept for 30 days;"
                    + " -: standard output (default: none).")
    private Optional<String> accessLog = Optional.empty();

    static int checkedPort(int port) {
        if (port < 0 || port > 65_535) throw new InvalidSettingException("port must be 0 to 65535, not " + port);
        return port;
    }

    Locations locations(Path data, StorageLocation storage) {
        return new Locations(data, storage, database, databaseConnections);
    }

    /// Stores images in the data folder.
    Locations locations(Path data) {
        return locations(data, new StorageLocation.Folder(data.resolve("images")));
    }

    /// Where HTTP requests are logged.
    public Optional<AccessLog> accessLog(Path data) {
        return accessLog.map(file -> new AccessLog(
                Optional.of(file).filter(name -> !name.equals("-")).map(data::resolve)));
    }

    public Duration clientTimeout() {
        return clientTimeout;
    }

    /// How many clients may be connected, checked against the heap.
    ///
    /// @param ofConnections the limits for a number of connections
    /// @throws InvalidSettingException when the settings can take more heap than there is
    ServerSettings.Limits limits(
            EngineSettings engine, HeapNeed.Machine machine, IntFunction<ServerSettings.Limits> ofConnections) {
        return InvalidSettingException.wrap(() -> {
            var limits = ofConnections.apply(maxConnections.orElseGet(() -> defaultConnections(engine, machine)));
            HeapNeed.of(engine, limits, machine).requireAtMost(machine.heap());
            return limits;
        });
    }

    private static int defaultConnections(EngineSettings engine, HeapNeed.Machine machine) {
        return Math.min(HeapNeed.affordableConnections(engine, machine), ServerSettings.Limits.DEFAULT_CONNECTIONS);
    }
}
