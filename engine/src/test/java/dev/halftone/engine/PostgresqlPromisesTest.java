package dev.halftone.engine;

import java.nio.file.Path;

class PostgresqlPromisesTest extends PromisesContract {

    @Override
    String database(Path folder) {
        return TestDatabases.postgresql();
    }
}
