package dev.halftone.engine.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/// The connections: those that write, and those that only read.
///
/// SQLite has one writer, so the pool has one connection and the waiting happens in line here ([FairDataSource]) rather
/// than as SQLITE_BUSY; its readers see the last commit and are never in the way. PostgreSQL serves both from one pool.
///
/// @param open what is to be closed in the end
record Pools(DataSource writers, DataSource readers, List<HikariDataSource> open) implements AutoCloseable {
    private static final int READERS = 4;
    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    static Pools open(String jdbcUrl) {
        return switch (Dialect.of(jdbcUrl)) {
            case SQLITE -> apart(sqlite(jdbcUrl, "writer", 1), sqlite(jdbcUrl, "readers", READERS));
            case POSTGRESQL -> together(postgresql(jdbcUrl));
        };
    }

    private static Pools apart(HikariDataSource writer, HikariDataSource readers) {
        return new Pools(new FairDataSource(writer), readers, List.of(readers, writer));
    }

    private static Pools together(HikariDataSource pool) {
        return new Pools(pool, pool, List.of(pool));
    }

    private static HikariDataSource sqlite(String jdbcUrl, String name, int connections) {
        var sqlite = new SQLiteConfig();
        sqlite.setJournalMode(JournalMode.WAL);
        sqlite.setSynchronous(SynchronousMode.FULL);
        sqlite.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        // A deferred transaction that reads and then writes fails at once with SQLITE_BUSY, whatever the time-out.
        sqlite.setTransactionMode(TransactionMode.IMMEDIATE);
        sqlite.enforceForeignKeys(true);
        var source = new SQLiteDataSource(sqlite);
        source.setUrl(jdbcUrl);
        var pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setConnectionInitSql("pragma trusted_schema = off");
        return opened(pool, name, connections);
    }

    private static HikariDataSource postgresql(String jdbcUrl) {
        var pool = new HikariConfig();
        pool.setJdbcUrl(jdbcUrl);
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty("ApplicationName", "halftone");
        // A plan made while a table was small and kept while two million rows came in would read all of them each time.
        pool.addDataSourceProperty("options", "-c plan_cache_mode=force_custom_plan");
        return opened(pool, "ledger", 16);
    }

    private static HikariDataSource opened(HikariConfig pool, String name, int connections) {
        pool.setPoolName(name);
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(1);
        return new HikariDataSource(pool);
    }

    @Override
    public void close() {
        open.forEach(HikariDataSource::close);
    }
}
