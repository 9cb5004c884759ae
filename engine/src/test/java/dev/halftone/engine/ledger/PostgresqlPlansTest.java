package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresqlPlansTest extends PlansContract {
    /// A whole table; or all of a request, which may be as much.
    private static final Pattern WASTE = Pattern.compile(
            " *(->  )?Seq Scan on (products|images|product_images)\\b.*| *Index Cond: \\(request = [^ ]+\\)");

    @Override
    String jdbcUrl() {
        return TestDatabases.postgresql();
    }

    @Override
    void analyze(JdbcClient database) {
        database.sql("analyze").update();
    }

    @Override
    List<String> wasteIn(JdbcClient database, String statement) {
        // To a literal without a type the planner gives the one that suits.
        return database
                .sql("explain " + statement.replace("?", "'1'"))
                .query((row, index) -> row.getString(1))
                .list()
                .stream()
                .filter(WASTE.asMatchPredicate())
                .toList();
    }
}
