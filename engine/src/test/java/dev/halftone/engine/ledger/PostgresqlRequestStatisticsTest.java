package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;

class PostgresqlRequestStatisticsTest extends RequestStatisticsContract {

    @Override
    String jdbcUrl() {
        return TestDatabases.postgresql();
    }
}
