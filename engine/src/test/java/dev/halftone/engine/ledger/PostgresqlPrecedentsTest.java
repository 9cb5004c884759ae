package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;

class PostgresqlPrecedentsTest extends PrecedentsContract {

    @Override
    String jdbcUrl() {
        return TestDatabases.postgresql();
    }
}
