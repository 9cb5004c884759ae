package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;

class PostgresqlRequestsTest extends RequestsContract {

    @Override
    String jdbcUrl() {
        return TestDatabases.postgresql();
    }
}
