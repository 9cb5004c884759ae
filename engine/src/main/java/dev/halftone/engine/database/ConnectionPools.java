package dev.halftone.engine.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/// Pools of connections that write, and of connections that only read.
///
/// SQLite allows one writer at a time. Its writers' pool has one connection, and callers queue for it here
/// ([SingleWriterDataSource]) instead of failing with SQLITE_BUSY. Its readers see the last commit and never block.
/// PostgreSQL uses one pool for both.
///
/// @param clock the clock of a PostgreSQL server
/// @param resources everything to close, in this order
record ConnectionPools(
        DataSource writers, DataSource readers, Health health, Optional<InstantSource> clock, List<Closeable> resources)
        implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConnectionPools.class);
    private static final String LIBRARY_FOLDER = "org.sqlite.tmpdir";
    private static final int SQLITE_READERS = 4;
    private static final String READ_ONLY_TRANSACTION = "25006";
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(3);

    /// Short: no other Halftone writes to this file, and nobody knows how long another program takes.
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(1);

    /// Tells what is wrong with a database.
    interface Health {
        /// What is wrong; empty if the database can be written to.
        ///
        /// @param wroteLately whether something was committed a moment ago
        Optional<DatabaseFault> fault(boolean wroteLately);
    }

    /// @param connections how many PostgreSQL may have to serve
    static ConnectionPools open(String jdbcUrl, int connections) {
        return switch (Dialect.of(jdbcUrl)) {
            case SQLITE -> sqlite(jdbcUrl);
            case POSTGRESQL -> postgresql(jdbcUrl, connections);
        };
    }

    private static ConnectionPools sqlite(String jdbcUrl) {
        unpackLibraryBeside(DatabaseFile.path(jdbcUrl));
        var writer = sqlitePool(jdbcUrl, "writer", 1);
        var readers = sqlitePool(jdbcUrl, "readers", SQLITE_READERS);
        try {
            var file = DatabaseFile.watch(sqliteSource(jdbcUrl));
            var watched = new DatabaseFile.WatchedDataSource(writer, file);
            return new ConnectionPools(
                    new SingleWriterDataSource(watched, writer::evictConnection),
                    readers,
                    new DatabaseFile.Probe(file),
                    Optional.empty(),
                    List.of(readers, writer, file));
        } catch (SQLException e) {
            readers.close();
            writer.close();
            throw new IllegalStateException("the database file cannot be watched", e);
        }
    }

    /// Makes sqlite-jdbc unpack its native library, one megabyte, into the folder `native` beside the database.
    /// A killed process leaves its copy and the copy's `.lck` file, and sqlite-jdbc deletes only copies without
    /// a `.lck` file. So this deletes everything in the folder. Another process of ours that has loaded a
    /// deleted file keeps it.
    ///
    /// Does nothing if the operator has set the folder, and leaves the default if ours cannot be used.
    static void unpackLibraryBeside(Path database) {
        var folder = database.resolveSibling("native");
        if (System.getProperty(LIBRARY_FOLDER) != null) return;
        try {
            if (Files.notExists(folder)) Files.createDirectory(folder);
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) Files.delete(file);
            }
            System.setProperty(LIBRARY_FOLDER, folder.toString());
        } catch (IOException e) {
            log.warn("cannot use {} for SQLite's native library: {}", folder, e.toString());
        }
    }

    private static HikariDataSource sqlitePool(String jdbcUrl, String name, int connections) {
        var config = new HikariConfig();
        config.setDataSource(sqliteSource(jdbcUrl));
        config.setConnectionInitSql("pragma trusted_schema = off");
        return open(config, name, connections);
    }

    private static SQLiteDataSource sqliteSource(String jdbcUrl) {
        var config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        // A deferred transaction that first reads and then writes can fail with SQLITE_BUSY at once, whatever
        // the timeout.
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        var source = new SQLiteDataSource(config);
        source.setUrl(jdbcUrl);
        return source;
    }

    /// One of the connections is the monitor's. When the server no longer answers, no idle connection is used again.
    private static ConnectionPools postgresql(String jdbcUrl, int connections) {
        var config = new HikariConfig();
        config.setDataSource(PostgresqlDataSource.of(jdbcUrl));
        config.setExceptionOverride(new EvictReadOnly());
        config.setValidationTimeout(VALIDATION_TIMEOUT.toMillis());
        var pool = open(config, "ledger", connections - 1);
        try {
            var monitor = new PostgresqlMonitor(
                    jdbcUrl, () -> pool.getHikariPoolMXBean().softEvictConnections());
            return new ConnectionPools(pool, pool, monitor, Optional.of(monitor.clock()), List.of(monitor, pool));
        } catch (SQLException e) {
            pool.close();
            throw new IllegalStateException("the database does not answer", e);
        }
    }

    /// Discards connections to a server that has become read-only. They are alive, but only a new connection
    /// finds the primary.
    private static final class EvictReadOnly implements SQLExceptionOverride {
        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException e) {
            return READ_ONLY_TRANSACTION.equals(e.getSQLState())
                    ? SQLExceptionOverride.Override.MUST_EVICT
                    : SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
    }

    private static HikariDataSource open(HikariConfig config, String name, int connections) {
        config.setPoolName(name);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    @Override
    public void close() {
        try {
            for (var resource : resources) resource.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
