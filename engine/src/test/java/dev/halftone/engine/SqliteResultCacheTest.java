package dev.halftone.engine;

import java.nio.file.Path;

class SqliteResultCacheTest extends ResultCacheContract {

    @Override
    String database(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
