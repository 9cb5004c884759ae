package dev.halftone.engine.task;

import org.junit.jupiter.api.Tag;
import dev.halftone.engine.TestDatabases;
import java.nio.file.Path;

@Tag("slow")
class PostgresqlExpandRequestTest extends ExpandRequestContract {

    @Override
    String database(Path folder) {
        return TestDatabases.postgresql();
    }
}
