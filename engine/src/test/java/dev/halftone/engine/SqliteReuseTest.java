package dev.halftone.engine;

import java.nio.file.Path;

class SqliteReuseTest extends ReuseContract {

    @Override
    String database(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
