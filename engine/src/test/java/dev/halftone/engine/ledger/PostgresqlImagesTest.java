package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;

class PostgresqlImagesTest extends ImagesContract {

    @Override
    String jdbcUrl() {
        return TestDatabases.postgresql();
    }
}
