package dev.halftone.engine.task;

import dev.halftone.engine.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresqlExpandRequestTest extends ExpandRequestContract {

    @Override
    String database(Path folder) {
        return TestDatabases.postgresql();
    }
}
