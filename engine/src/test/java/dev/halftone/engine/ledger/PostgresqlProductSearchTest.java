package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;

class PostgresqlProductSearchTest extends ProductSearchContract {

    @Override
    String jdbcUrl() {
        return TestDatabases.postgresql();
    }
}
