package dev.halftone.engine;

import java.nio.file.Path;

class PostgresqlResultCacheTest extends ResultCacheContract {

    @Override
    String database(Path folder) {
        return TestDatabases.postgresql();
    }
}
