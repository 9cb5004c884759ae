package dev.halftone.engine.ledger;

import dev.halftone.engine.database.ConnectionPools;
import dev.halftone.engine.database.DatabaseFault;
import dev.halftone.engine.database.DatabaseUnavailableException;
import dev.halftone.engine.database.Dialect;
import dev.halftone.engine.database.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/// The database, opened and brought up to date, and the books kept in it.
public final class Ledger implements AutoCloseable {
    private static final Duration JUST_NOW = Duration.ofSeconds(2);

    private final Dialect dialect;
    private final ConnectionPools connectionPools;
    private final Transactions transactions;
    private final Requests requests;
    private final ProductInserts productInserts;
    private final Images images;
    private final CachedResults cachedResults;
    private final Products products;
    private final ProductSearch productSearch;
    private final FailureCounts failures;
    private final ThroughputHistory throughput;
    private final WebhookDeliveries webhookDeliveries;
    private final CompletionAccounting completion;
    private final RequestPurge purge;

    private Ledger(Dialect dialect, ConnectionPools connectionPools, InstantSource clock) {
        this.dialect = dialect;
        this.connectionPools = connectionPools;
        this.transactions = new Transactions(new TransactionTemplate(manager(connectionPools)));
        var batches = new JdbcTemplate(connectionPools.writers());
        var write = JdbcClient.create(batches);
        var read = JdbcClient.create(connectionPools.readers());
        this.requests = new Requests(write, read);
        this.products = new Products(read);
        this.productSearch = new ProductSearch(read, products);
        this.failures = new FailureCounts(write, read);
        this.throughput = new ThroughputHistory(write, read);
        this.images = new Images(batches, read);
        this.cachedResults = new CachedResults(read);
        this.productInserts = new ProductInserts(batches);
        this.webhookDeliveries = new WebhookDeliveries(write, read);
        this.completion = new CompletionAccounting(batches, failures, throughput, clock);
        this.purge = new RequestPurge(write);
    }

    private static DataSourceTransactionManager manager(ConnectionPools connectionPools) {
        var manager = new DataSourceTransactionManager(connectionPools.writers());
        // Or else it would be kept after all when the connection is given back, though we said that it was not.
        manager.setRollbackOnCommitFailure(true);
        return manager;
    }

    /// Opens the database at `jdbcUrl` and migrates it to this version's tables.
    ///
    /// @throws LedgerUnavailable when it cannot be reached, written or understood
    public static Ledger open(String jdbcUrl) {
        return open(jdbcUrl, InstantSource.system());
    }

    /// The same with a clock of the caller's.
    public static Ledger open(String jdbcUrl, InstantSource clock) {
        var dialect = Dialect.of(jdbcUrl);
        try {
            return new Ledger(dialect, migrated(dialect, ConnectionPools.closeables(jdbcUrl)), clock);
        } catch (RuntimeException e) {
            throw new DatabaseUnavailableException(e);
        }
    }

    private static ConnectionPools migrated(Dialect dialect, ConnectionPools connectionPools) {
        try {
            Flyway.configure()
                    .dataSource(connectionPools.writers())
                    .locations(dialect.migrations())
                    .load()
                    .migrate();
            return connectionPools;
        } catch (RuntimeException e) {
            connectionPools.close();
            throw e;
        }
    }

    public Dialect dialect() {
        return dialect;
    }

    public Transactions transactions() {
        return transactions;
    }

    public Requests requests() {
        return requests;
    }

    public ProductInserts productInserts() {
        return productInserts;
    }

    public Images images() {
        return images;
    }

    public CachedResults cachedResults() {
        return cachedResults;
    }

    public Products products() {
        return products;
    }

    public ProductSearch productSearch() {
        return productSearch;
    }

    public FailureCounts failures() {
        return failures;
    }

    public ThroughputHistory throughput() {
        return throughput;
    }

    public WebhookDeliveries deliveries() {
        return webhookDeliveries;
    }

    public CompletionAccounting completion() {
        return completion;
    }

    public RequestPurge purge() {
        return purge;
    }

    /// For the scheduler: what it writes inside one of our transactions is committed with it.
    public DataSource schedulerDataSource() {
        return new TransactionAwareDataSourceProxy(connectionPools.writers());
    }

    /// What keeps the database from taking anything, in words for the operator; empty when all is well. It is
    /// asked only where nothing was kept just now, and does not take its time.
    public Optional<String> problem() {
        try {
            if (connectionPools.file().isPresent()) connectionPools.file().get().check();
            if (!transactions.committedWithin(JUST_NOW)) probe();
            return Optional.empty();
        } catch (SQLException | DataAccessException e) {
            return Optional.of(DatabaseFault.of(e).map(DatabaseFault::message).orElse("the database does not answer"));
        }
    }

    private void probe() throws SQLException {
        if (connectionPools.file().isPresent()) connectionPools.file().get().probe();
        else
            JdbcClient.create(connectionPools.writers()).sql("select 1").query().singleValue();
    }

    /// Frees every claim on a task. Only for a process that has the database to itself.
    public void releaseClaims() {
        JdbcClient.create(connectionPools.writers())
                .sql("update scheduled_tasks set picked = 0, picked_by = null, version = version + 1 where picked = 1")
                .update();
    }

    /// Frees the claims of one node. Only for the process that is that node now.
    public void releaseClaims(String node) {
        JdbcClient.create(connectionPools.writers())
                .sql("""
                update scheduled_tasks set picked = false, picked_by = null, version = version + 1
                where picked = true and picked_by = :node
                """)
                .param("node", node)
                .update();
    }

    @Override
    public void close() {
        connectionPools.close();
    }
}
