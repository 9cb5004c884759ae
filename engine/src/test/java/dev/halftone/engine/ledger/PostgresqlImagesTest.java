package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresqlImagesTest extends ImagesContract {

    @Override
    String jdbcUrl() {
        return TestDatabases.postgresql();
    }
}
