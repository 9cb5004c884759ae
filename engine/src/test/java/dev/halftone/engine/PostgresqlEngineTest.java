package dev.halftone.engine;

import org.junit.jupiter.api.Tag;
import java.nio.file.Path;

@Tag("slow")
class PostgresqlEngineTest extends EngineContract {

    @Override
    String database(Path folder) {
        return TestDatabases.postgresql();
    }
}
