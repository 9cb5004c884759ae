package dev.halftone.engine.ledger;

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
    private final Pools pools;
    private final Transactions transactions;
    private final Requests requests;
    private final Expansions expansions;
    private final Images images;
    private final Precedents precedents;
    private final Products products;
    private final ProductSearch productSearch;
    private final FailureCounts failures;
    private final Paces paces;
    private final Deliveries deliveries;
    private final Settlement settlement;
    private final Erasure erasure;

    private Ledger(Dialect dialect, Pools pools, InstantSource clock) {
        this.dialect = dialect;
        this.pools = pools;
        this.transactions = new Transactions(new TransactionTemplate(manager(pools)));
        var batches = new JdbcTemplate(pools.writers());
        var write = JdbcClient.create(batches);
        var read = JdbcClient.create(pools.readers());
        this.requests = new Requests(write, read);
        this.products = new Products(read);
        this.productSearch = new ProductSearch(read, products);
        this.failures = new FailureCounts(write, read);
        this.paces = new Paces(write, read);
        this.images = new Images(batches, read);
        this.precedents = new Precedents(read);
        this.expansions = new Expansions(batches);
        this.deliveries = new Deliveries(write, read);
        this.settlement = new Settlement(batches, failures, paces, clock);
        this.erasure = new Erasure(write);
    }

    private static DataSourceTransactionManager manager(Pools pools) {
        var manager = new DataSourceTransactionManager(pools.writers());
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
            return new Ledger(dialect, migrated(dialect, Pools.open(jdbcUrl)), clock);
        } catch (RuntimeException e) {
            throw new LedgerUnavailable(e);
        }
    }

    private static Pools migrated(Dialect dialect, Pools pools) {
        try {
            Flyway.configure()
                    .dataSource(pools.writers())
                    .locations(dialect.migrations())
                    .load()
                    .migrate();
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

    public Requests requests() {
        return requests;
    }

    public Expansions expansions() {
        return expansions;
    }

    public Images images() {
        return images;
    }

    public Precedents precedents() {
        return precedents;
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

    public Paces paces() {
        return paces;
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Settlement settlement() {
        return settlement;
    }

    public Erasure erasure() {
        return erasure;
    }

    /// For the scheduler: what it writes inside one of our transactions is committed with it.
    public DataSource schedulerTables() {
        return new TransactionAwareDataSourceProxy(pools.writers());
    }

    /// What keeps the database from taking anything, in words for the operator; empty when all is well. It is
    /// asked only where nothing was kept just now, and does not take its time.
    public Optional<String> problem() {
        try {
            if (pools.file().isPresent()) pools.file().get().check();
            if (!transactions.keptWithin(JUST_NOW)) probe();
            return Optional.empty();
        } catch (SQLException | DataAccessException e) {
            return Optional.of(DatabaseFault.of(e).map(DatabaseFault::words).orElse("the database does not answer"));
        }
    }

    private void probe() throws SQLException {
        if (pools.file().isPresent()) pools.file().get().probe();
        else JdbcClient.create(pools.writers()).sql("select 1").query().singleValue();
    }

    /// Frees every claim on a task. Only for a process that has the database to itself.
    public void releaseClaims() {
        JdbcClient.create(pools.writers())
                .sql("update scheduled_tasks set picked = 0, picked_by = null, version = version + 1 where picked = 1")
                .update();
    }

    /// Frees the claims of one node. Only for the process that is that node now.
    public void releaseClaims(String node) {
        JdbcClient.create(pools.writers()).sql("""
                update scheduled_tasks set picked = false, picked_by = null, version = version + 1
                where picked = true and picked_by = :node
                """).param("node", node).update();
    }

    @Override
    public void close() {
        pools.close();
    }
}
