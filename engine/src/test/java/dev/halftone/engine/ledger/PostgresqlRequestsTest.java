package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresqlRequestsTest extends RequestsContract {

    @Override
    String jdbcUrl() {
        return TestDatabases.postgresql();
    }
}
