package dev.halftone.engine;

import java.nio.file.Path;

class PostgresqlConcurrencyAndClockTest extends ConcurrencyAndClockContract {

    @Override
    String database(Path folder) {
        return TestDatabases.postgresql();
    }
}
