package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the engine says of itself to whoever asks whether it can work.
class ReadinessTest {
    @TempDir
    private Path folder;

    private House house;

    @BeforeEach
    void open() {
        house = new House(folder, TestDatabases.sqlite(folder));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void isReadyOnceItIsOpenAndWhileItWorks() {
        assertThat(house.engine().problem()).isEmpty();

        house.engine().work();

        assertThat(house.engine().problem()).isEmpty();
    }

    @Test
    void isNotReadyWithoutTheFolderOfImages() throws IOException {
        Files.delete(folder.resolve("images"));

        assertThat(house.engine().problem()).contains("images: the folder is gone");
    }

    @Test
    void isNotReadyWithoutTheFolderOfUploads() throws IOException {
        Files.delete(folder.resolve("uploads"));

        assertThat(house.engine().problem()).contains("uploads: the folder is gone");
    }

    @Test
    void isNotReadyWithoutItsDatabase() throws IOException {
        Files.move(folder.resolve("halftone.db"), folder.resolve("elsewhere.db"));

        assertThat(house.engine().problem().orElseThrow()).startsWith("the database file was moved");
    }
}
