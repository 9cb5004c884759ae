package dev.halftone.engine.ledger;

import dev.halftone.engine.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteNodesTest extends NodesContract {

    @TempDir
    private Path folder;

    @Override
    String jdbcUrl() {
        try {
            return TestDatabases.sqlite(Files.createTempDirectory(folder, "ledger"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
