package dev.halftone.engine;

import java.nio.file.Path;

class SqlitePromisesTest extends PromisesContract {

    @Override
    String database(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
