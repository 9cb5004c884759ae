package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("slow")
class PostgresqlQueryPlanTest extends QueryPlanContract {
    /// A whole table; or all of a request, which may be as much.
    private static final Pattern EXPENSIVE_STEP = Pattern.compile(
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
    List<String> expensiveSteps(JdbcClient database, String statement) {
        // To a literal without a type the planner gives the one that suits.
        var steps = database.sql("explain " + statement.replace("?", "'1'"))
                .query((row, index) -> row.getString(1))
                .list();
        return IntStream.range(0, steps.size())
                .filter(i -> EXPENSIVE_STEP.matcher(steps.get(i)).matches())
                // It has no more images than a service takes.
                .filter(i -> !steps.get(Math.max(0, i - 1)).contains("handed_over_images"))
                .mapToObj(steps::get)
                .toList();
    }
}
