package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;

class PostgresqlLedgerTest extends LedgerContract {

    @Override
    String jdbcUrl() {
        return TestDatabases.postgresql();
    }
}
