package dev.halftone.engine;

import java.nio.file.Path;

class PostgresqlReuseTest extends ReuseContract {

    @Override
    String database(Path folder) {
        return TestDatabases.postgresql();
    }
}
