package dev.halftone.engine;

import java.nio.file.Path;

class SqliteWorkerFairnessTest extends WorkerFairnessContract {

    @Override
    String database(Path folder) {
        return TestDatabases.sqlite(folder);
    }
}
