package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteRequestSearchTest extends RequestSearchContract {

    @TempDir
    private Path folder;

    @Override
    String jdbcUrl() {
        return TestDatabases.sqlite(folder);
    }
}
