package dev.halftone.engine.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/// An open database, migrated to the current schema. Closing it closes all connections.
public final class Database implements AutoCloseable {
    private static final Duration RECENT = Duration.ofSeconds(2);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

    private final Dialect dialect;
    private final ConnectionPools pools;
    private final Transactions transactions;
    private final Probe probe;

    private Database(Dialect dialect, ConnectionPools pools) {
        this.dialect = dialect;
        this.pools = pools;
        this.probe = new Probe(pools);
        this.transactions = new Transactions(new TransactionTemplate(transactionManager(pools)));
    }

    private static DataSourceTransactionManager transactionManager(ConnectionPools pools) {
        var manager = new DataSourceTransactionManager(pools.writers());
        // Otherwise closing the connection would commit a transaction whose commit we reported as failed.
        manager.setRollbackOnCommitFailure(true);
        return manager;
    }

    /// Opens the database at `jdbcUrl` and migrates it to this version's schema.
    ///
    /// @throws DatabaseUnavailableException if it cannot be reached, written or read
    public static Database open(String jdbcUrl) {
        var dialect = Dialect.of(jdbcUrl);
        try {
            return new Database(dialect, migrate(dialect, jdbcUrl, ConnectionPools.open(jdbcUrl)));
        } catch (RuntimeException e) {
            throw new DatabaseUnavailableException(e);
        }
    }

    private static ConnectionPools migrate(Dialect dialect, String jdbcUrl, ConnectionPools pools) {
        try {
            var flyway = Flyway.configure().locations(dialect.migrations());
            switch (dialect) {
                case SQLITE -> flyway.dataSource(pools.writers());
                // Connections without time limits: an index on millions of rows takes minutes.
                case POSTGRESQL -> flyway.dataSource(jdbcUrl, null, null);
            }
            flyway.load().migrate();
            return pools;
        } catch (RuntimeException e) {
            pools.close();
            throw e;
        }
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

    /// Why the database cannot be written to, as a message for the operator; empty if it can. Probes the
    /// database only if nothing was committed within the last two seconds.
    public Optional<String> problem() {
        try {
            if (pools.file().isPresent()) pools.file().get().check();
            return transactions.committedWithin(RECENT) ? Optional.empty() : probe.problem();
        } catch (SQLException e) {
            return Optional.of(message(e));
        }
    }

    private static String message(Exception e) {
        return DatabaseFault.of(e).orElse(DatabaseFault.NO_RESPONSE).message();
    }

    /// Probes the database, one probe at a time. Callers that wait share the result of a probe that began
    /// after they asked: while the database is locked or silent a probe takes seconds, and there may be a
    /// thousand callers.
    private static final class Probe {
        private final ConnectionPools pools;
        private Optional<String> problem = Optional.empty();
        private long begunAt = System.nanoTime();

        Probe(ConnectionPools pools) {
            this.pools = pools;
        }

        Optional<String> problem() {
            return problem(System.nanoTime());
        }

        private synchronized Optional<String> problem(long askedAt) {
            if (begunAt - askedAt > 0) return problem;
            begunAt = System.nanoTime();
            problem = probe();
            return problem;
        }

        private Optional<String> probe() {
            try {
                if (pools.file().isPresent()) pools.file().get().probe();
                else probeConnection();
                return Optional.empty();
            } catch (SQLException e) {
                return Optional.of(message(e));
            }
        }

        /// Takes at most as long as getting a connection, and the time limit.
        private void probeConnection() throws SQLException {
            try (var connection = pools.writers().getConnection()) {
                if (!connection.isValid((int) PROBE_TIMEOUT.toSeconds()))
                    throw new SQLTransientConnectionException("the database does not answer");
            }
        }
    }

    @Override
    public void close() {
        pools.close();
    }
}
