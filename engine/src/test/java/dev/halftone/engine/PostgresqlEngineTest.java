package dev.halftone.engine;

import java.nio.file.Path;

class PostgresqlEngineTest extends EngineContract {

    @Override
    String database(Path folder) {
        return TestDatabases.postgresql();
    }
}
