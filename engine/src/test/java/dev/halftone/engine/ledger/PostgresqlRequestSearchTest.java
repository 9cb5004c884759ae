package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresqlRequestSearchTest extends RequestSearchContract {

    @Override
    String jdbcUrl() {
        return TestDatabases.postgresql();
    }
}
