package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;

class PostgresqlCachedResultsTest extends CachedResultsContract {

    @Override
    String jdbcUrl() {
        return TestDatabases.postgresql();
    }
}
