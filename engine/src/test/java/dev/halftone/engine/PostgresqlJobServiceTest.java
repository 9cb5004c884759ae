package dev.halftone.engine;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresqlJobServiceTest extends JobServiceContract {

    @Override
    String database(Path folder) {
        return TestDatabases.postgresql();
    }
}
