package dev.halftone.engine;

import java.nio.file.Path;

class SqliteJobServiceTest extends JobServiceContract {

    @Override
    String database(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
