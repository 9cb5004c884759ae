package dev.halftone.engine.ledger;

import dev.halftone.engine.database.Database;
import dev.halftone.engine.database.Dialect;
import dev.halftone.engine.database.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The repositories of one database, and the database itself.
public final class Ledger implements AutoCloseable {
    private final Database database;
    private final Requests requests;
    private final RequestSearch requestSearch;
    private final OpenRequests openRequests;
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
    private final ServiceJobs serviceJobs;
    private final Nodes nodes;
    private final TaskClaims taskClaims;

    /// The repositories in this database. [#close] closes it.
    public Ledger(Database database, InstantSource clock) {
        this.database = database;
        var batches = new JdbcTemplate(database.writers());
        var write = JdbcClient.create(batches);
        var read = JdbcClient.create(database.readers());
        this.requests = new Requests(write, read, database.dialect());
        this.requestSearch = new RequestSearch(read);
        this.openRequests = new OpenRequests(write, read, database.dialect());
        this.products = new Products(read);
        this.productSearch = new ProductSearch(read, products);
        this.failures = new FailureCounts(write, read);
        this.throughput = new ThroughputHistory(write, read);
        this.images = new Images(batches, read);
        this.cachedResults = new CachedResults(read);
        this.productInserts = new ProductInserts(batches);
        this.webhookDeliveries = new WebhookDeliveries(write, read, database.dialect());
        this.completion = new CompletionAccounting(batches, failures, throughput, clock);
        this.purge = new RequestPurge(write);
        this.serviceJobs = new ServiceJobs(batches, read, openRequests);
        this.nodes = new Nodes(write);
        this.taskClaims = new TaskClaims(write, database.dialect());
    }

    /// Opens the database at `jdbcUrl` and migrates it to this version's schema.
    ///
    /// @throws dev.halftone.engine.database.DatabaseUnavailableException if it cannot be reached, written or
    /// read
    public static Ledger open(String jdbcUrl) {
        return open(jdbcUrl, InstantSource.system());
    }

    /// Does the same with the caller's clock.
    public static Ledger open(String jdbcUrl, InstantSource clock) {
        return new Ledger(Database.open(jdbcUrl), clock);
    }

    public Dialect dialect() {
        return database.dialect();
    }

    public Transactions transactions() {
        return database.transactions();
    }

    /// See [Database#schedulerDataSource].
    public DataSource schedulerDataSource() {
        return database.schedulerDataSource();
    }

    /// See [Database#problem].
    public Optional<String> problem() {
        return database.problem();
    }

    /// See [Database#oldestSnapshotAge].
    public long oldestSnapshotAge() {
        return database.oldestSnapshotAge();
    }

    public Requests requests() {
        return requests;
    }

    public RequestSearch requestSearch() {
        return requestSearch;
    }

    public OpenRequests openRequests() {
        return openRequests;
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

    public ServiceJobs serviceJobs() {
        return serviceJobs;
    }

    public Nodes nodes() {
        return nodes;
    }

    public TaskClaims taskClaims() {
        return taskClaims;
    }

    @Override
    public void close() {
        database.close();
    }

    /// Reads nullable values and times from a row.
    static final class Columns {
        private Columns() {}

        static Long number(ResultSet row, int index) throws SQLException {
            return row.getLong(1);
        }

        static Optional<String> text(ResultSet row, String column) throws SQLException {
            return Optional.ofNullable(row.getString(column));
        }

        static Optional<Long> number(ResultSet row, String column) throws SQLException {
            var number = row.getLong(column);
            return row.wasNull() ? Optional.empty() : Optional.of(number);
        }

        static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
            return number(row, column).map(Instant::ofEpochMilli);
        }

        static Optional<Integer> integer(ResultSet row, String column) throws SQLException {
            var number = row.getInt(column);
            return row.wasNull() ? Optional.empty() : Optional.of(number);
        }
    }
}
