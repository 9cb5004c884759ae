package dev.halftone.engine;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresqlWorkerFairnessTest extends WorkerFairnessContract {

    @Override
    String database(Path folder) {
        return TestDatabases.postgresql();
    }
}
