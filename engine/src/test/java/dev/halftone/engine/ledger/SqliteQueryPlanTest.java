package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class SqliteQueryPlanTest extends QueryPlanContract {
    /// A whole table or index; or all of a request, which may be as much. Of deliveries and reasons for failure
    /// a request has a handful, of the steps of its pace two thousand at most. Of jobs, and of images at a service,
    /// there are no more than the service takes.
    private static final Pattern EXPENSIVE_STEP = Pattern.compile("SCAN (?!CONSTANT ROW|.*handed_over_images).*"
            + "|SEARCH (?!deliveries|failure_counts|throughput|service_jobs|.*handed_over_images).* \\(request=\\?\\)");

    /// All products, for the sake of the few that have a status.
    private static final Pattern UNFILTERED_PRODUCT_SEARCH =
            Pattern.compile("SEARCH products USING PRIMARY KEY \\(request=\\? AND number>\\?\\)");

    /// All requests of an owner, for the sake of the few that have a status or a reference.
    private static final Pattern UNFILTERED_REQUEST_SEARCH =
            Pattern.compile("SEARCH requests USING INDEX requests_by_owner .*|USE TEMP B-TREE FOR ORDER BY");

    @TempDir
    private Path folder;

    @Override
    String jdbcUrl() {
        return TestDatabases.sqlite(folder);
    }

    @Override
    void analyze(JdbcClient database) {
        // SQLite knows nothing of its tables unless it is asked to, and nobody asks it.
    }

    @Override
    List<String> expensiveSteps(JdbcClient database, String statement) {
        return database
                .sql("explain query plan " + statement)
                .query((row, index) -> row.getString("detail"))
                .list()
                .stream()
                .filter(detail -> isExpensive(statement, detail))
                .toList();
    }

    private static boolean isExpensive(String statement, String detail) {
        return EXPENSIVE_STEP.matcher(detail).matches()
                || (statement.contains("status = ")
                        && UNFILTERED_PRODUCT_SEARCH.matcher(detail).matches())
                || (statement.matches("(?s)select \\* from requests.* (status|reference) = .*")
                        && UNFILTERED_REQUEST_SEARCH.matcher(detail).matches());
    }
}
