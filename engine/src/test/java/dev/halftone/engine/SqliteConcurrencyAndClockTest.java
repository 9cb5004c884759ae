package dev.halftone.engine;

import java.nio.file.Path;

class SqliteConcurrencyAndClockTest extends ConcurrencyAndClockContract {

    @Override
    String database(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
