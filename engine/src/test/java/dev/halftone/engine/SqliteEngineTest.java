package dev.halftone.engine;

import java.nio.file.Path;

class SqliteEngineTest extends EngineContract {

    @Override
    String database(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
