package dev.halftone.engine.database;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/// An open database, migrated to the current schema. Closing it closes all connections.
public final class Database implements AutoCloseable {
    private static final Duration RECENT = Duration.ofSeconds(2);

    /// How many connections PostgreSQL may have to serve, without a setting.
    public static final int DEFAULT_CONNECTIONS = 16;

    /// One of them asks the server how it is.
    public static final int MIN_CONNECTIONS = 2;

    /// How long a server without a free connection, or one that is starting, is waited for at start.
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration START_INTERVAL = Duration.ofSeconds(1);

    private final Dialect dialect;
    private final ConnectionPools pools;
    private final Transactions transactions;

    private Database(Dialect dialect, ConnectionPools pools) {
        this.dialect = dialect;
        this.pools = pools;
        this.transactions = new Transactions(new TransactionTemplate(transactionManager(dialect, pools)));
    }

    private static DataSourceTransactionManager transactionManager(Dialect dialect, ConnectionPools pools) {
        var manager = new DataSourceTransactionManager(pools.writers());
        // Otherwise closing SQLite's connection would commit a transaction whose commit we reported as failed. With
        // PostgreSQL the rollback would fail, too, on the lost connection, and hide why.
        manager.setRollbackOnCommitFailure(dialect == Dialect.SQLITE);
        return manager;
    }

    /// Opens the database at `jdbcUrl` and migrates it to this version's schema.
    ///
    /// @throws DatabaseUnavailableException if it cannot be reached, written or read
    public static Database open(String jdbcUrl) {
        return open(jdbcUrl, DEFAULT_CONNECTIONS);
    }

    /// Does the same with a limit of connections to PostgreSQL.
    public static Database open(String jdbcUrl, int connections) {
        var dialect = Dialect.of(jdbcUrl);
        var begunAt = System.nanoTime();
        while (true) {
            try {
                return new Database(dialect, migrate(dialect, jdbcUrl, ConnectionPools.open(jdbcUrl, connections)));
            } catch (RuntimeException e) {
                if (!DatabaseFault.isBusyServer(e) || System.nanoTime() - begunAt > START_TIMEOUT.toNanos())
                    throw new DatabaseUnavailableException(e);
                LockSupport.parkNanos(START_INTERVAL.toNanos());
            }
        }
    }

    private static ConnectionPools migrate(Dialect dialect, String jdbcUrl, ConnectionPools pools) {
        try {
            var flyway = Flyway.configure().locations(dialect.migrations());
            switch (dialect) {
                case SQLITE -> flyway.dataSource(pools.writers());
                case POSTGRESQL -> flyway.dataSource(PostgresqlDataSource.forMigrations(jdbcUrl));
            }
            flyway.load().migrate();
            return pools;
        } catch (RuntimeException e) {
            pools.close();
            throw e;
        }
    }

    /// The clock that all nodes of this database share, where there may be several; empty on SQLite.
    public Optional<InstantSource> clock() {
        return pools.clock();
    }

    public Dialect dialect() {
        return dialect;
    }

    public Transactions transactions() {
        return transactions;
    }

    /// The connections that may write. On SQLite there is one.
    public DataSource writers() {
        return pools.writers();
    }

    /// The connections for reading only.
    public DataSource readers() {
        return pools.readers();
    }

    /// The data source for db-scheduler: what it writes inside one of our transactions commits with that
    /// transaction.
    public DataSource schedulerDataSource() {
        return new TransactionAwareDataSourceProxy(pools.writers());
    }

    /// Why the database cannot be written to, as a message for the operator; empty if it can. A commit within the
    /// last two seconds shows that.
    public Optional<String> problem() {
        return pools.health().fault(transactions.committedWithin(RECENT)).map(DatabaseFault::message);
    }

    /// How many transactions ago the oldest snapshot was taken that a session, a standby or a prepared transaction of
    /// the server still needs. Vacuum removes no row that was deleted since. 0 on SQLite.
    public long oldestSnapshotAge() {
        return switch (dialect) {
            case SQLITE -> 0;
            case POSTGRESQL ->
                JdbcClient.create(readers()).sql("""
                    select max(age) from (
                        select age(backend_xmin) from pg_stat_activity where pid <> pg_backend_pid()
                        union all select greatest(age(xmin), age(catalog_xmin)) from pg_replication_slots
                        union all select age(transaction) from pg_prepared_xacts
                        union all select 0) as snapshots (age)
                    """).query(Long.class).single();
        };
    }

    @Override
    public void close() {
        pools.close();
    }
}
