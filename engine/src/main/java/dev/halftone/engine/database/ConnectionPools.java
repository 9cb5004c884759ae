package dev.halftone.engine.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/// The connections: those that write, and those that only read.
///
/// SQLite has one writer, so the pool has one connection and the waiting happens in line here
/// ([SingleWriterDataSource]) rather than as SQLITE_BUSY; its readers see the last commit and are never in the way.
/// PostgreSQL serves both from one pool.
///
/// @param file what is watched of an SQLite database
/// @param closeables what is to be closed in the end
public record ConnectionPools(
        DataSource writers, DataSource readers, Optional<DatabaseFile> file, List<Closeable> closeables)
        implements AutoCloseable {
    private static final int READERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// No other Halftone writes here, and of another program nobody knows how long it takes.
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(1);

    public static ConnectionPools closeables(String jdbcUrl) {
        return switch (Dialect.of(jdbcUrl)) {
            case SQLITE -> sqlite(jdbcUrl);
            case POSTGRESQL -> together(postgresql(jdbcUrl));
        };
    }

    private static ConnectionPools sqlite(String jdbcUrl) {
        SqliteLibrary.load();
        var writer = pool(jdbcUrl, "writer", 1);
        var readers = pool(jdbcUrl, "readers", READERS);
        try {
            var file = DatabaseFile.of(source(jdbcUrl));
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

    private static ConnectionPools together(HikariDataSource pool) {
        return new ConnectionPools(pool, pool, Optional.empty(), List.of(pool));
    }

    private static HikariDataSource pool(String jdbcUrl, String name, int connections) {
        var pool = new HikariConfig();
        pool.setDataSource(source(jdbcUrl));
        pool.setConnectionInitSql("pragma trusted_schema = off");
        return opened(pool, name, connections);
    }

    private static SQLiteDataSource source(String jdbcUrl) {
        var sqlite = new SQLiteConfig();
        sqlite.setJournalMode(JournalMode.WAL);
        sqlite.setSynchronous(SynchronousMode.FULL);
        sqlite.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        // A deferred transaction that reads and then writes fails at once with SQLITE_BUSY, whatever the
        // time-out.
        sqlite.setTransactionMode(TransactionMode.IMMEDIATE);
        sqlite.enforceForeignKeys(true);
        var source = new SQLiteDataSource(sqlite);
        source.setUrl(jdbcUrl);
        return source;
    }

    private static HikariDataSource postgresql(String jdbcUrl) {
        var pool = new HikariConfig();
        pool.setJdbcUrl(jdbcUrl);
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty("ApplicationName", "halftone");
        // A plan made while a table was small and kept while two million rows came in would read all of them
        // each time.
        pool.addDataSourceProperty("options", "-c plan_cache_mode=force_custom_plan");
        return opened(pool, "ledger", 16);
    }

    private static HikariDataSource opened(HikariConfig pool, String name, int connections) {
        pool.setPoolName(name);
        pool.setMaximumPoolSize(connections);
        pool.setConnectionTimeout(PATIENCE.toMillis());
        pool.setMinimumIdle(1);
        return new HikariDataSource(pool);
    }

    @Override
    public void close() {
        for (var part : closeables) close(part);
    }

    private static void close(Closeable part) {
        try {
            part.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
