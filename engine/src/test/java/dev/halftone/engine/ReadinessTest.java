package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the engine's readiness check.
class ReadinessTest {
    @TempDir
    private Path folder;

    private EngineFixture engineFixture;

    @BeforeEach
    void open() {
        engineFixture = new EngineFixture(folder, TestDatabases.sqlite(folder));
    }

    @AfterEach
    void close() {
        engineFixture.close();
    }

    @Test
    void isReadyWithAndWithoutWorkers() {
        assertThat(engineFixture.engine().problem()).isEmpty();

        engineFixture.engine().startWorkers();

        assertThat(engineFixture.engine().problem()).isEmpty();
    }

    @Test
    void isNotReadyWithoutTheImageFolder() throws IOException {
        Files.delete(folder.resolve("images"));

        assertThat(engineFixture.engine().problem()).contains("images: the folder is gone");
    }

    @Test
    void isNotReadyWithoutTheUploadFolder() throws IOException {
        Files.delete(folder.resolve("uploads"));

        assertThat(engineFixture.engine().problem()).contains("uploads: the folder is gone");
    }

    @Test
    void isNotReadyWithoutTheDatabase() throws IOException {
        Files.move(folder.resolve("halftone.db"), folder.resolve("elsewhere.db"));

        assertThat(engineFixture.engine().problem().orElseThrow()).startsWith("the database file was moved");
    }
}
