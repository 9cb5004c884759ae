package dev.halftone.engine.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
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
/// @param file the watched files of an SQLite database
/// @param resources everything to close, in this order
record ConnectionPools(DataSource writers, DataSource readers, Optional<DatabaseFile> file, List<Closeable> resources)
        implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConnectionPools.class);
    private static final String LIBRARY_FOLDER = "org.sqlite.tmpdir";
    private static final int SQLITE_READERS = 4;
    private static final int POSTGRESQL_CONNECTIONS = 16;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /// How long PostgreSQL may be silent before a connection is given up. Without a limit, a network that
    /// drops packets would keep every thread that waits for an answer, for good.
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(25);

    /// Limits that PostgreSQL keeps itself, all shorter than [#SOCKET_TIMEOUT]. The last four end the
    /// transactions of a node that was cut off, so that their locks do not keep the other nodes waiting.
    ///
    /// A plan cached while a table was small would read the whole table after two million rows were inserted.
    private static final String SESSION_OPTIONS = String.join(
            " -c ",
            "-c plan_cache_mode=force_custom_plan",
            "statement_timeout=20s",
            "lock_timeout=10s",
            "idle_in_transaction_session_timeout=20s",
            "tcp_keepalives_idle=10",
            "tcp_keepalives_interval=5",
            "tcp_keepalives_count=2");

    /// Short: no other Halftone writes to this file, and nobody knows how long another program takes.
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(1);

    static ConnectionPools open(String jdbcUrl) {
        return switch (Dialect.of(jdbcUrl)) {
            case SQLITE -> sqlite(jdbcUrl);
            case POSTGRESQL -> postgresql(jdbcUrl);
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
                    Optional.of(file),
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
    private static void unpackLibraryBeside(Path database) {
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

    private static ConnectionPools postgresql(String jdbcUrl) {
        var config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "halftone");
        config.addDataSourceProperty("connectTimeout", seconds(CONNECT_TIMEOUT));
        config.addDataSourceProperty("socketTimeout", seconds(SOCKET_TIMEOUT));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("options", SESSION_OPTIONS);
        var pool = open(config, "ledger", POSTGRESQL_CONNECTIONS);
        return new ConnectionPools(pool, pool, Optional.empty(), List.of(pool));
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
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
