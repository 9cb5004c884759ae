package dev.halftone.engine.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void hasDistinctPaths() {
        try (var folder = DataFolder.open(temporary.resolve("data"))) {
            var path = temporary.resolve("data");
            assertThat(folder.path()).isEqualTo(path).isDirectory();
            assertThat(folder.databaseFile()).isEqualTo(path.resolve("database/halftone.db"));
            assertThat(path.resolve("database")).isDirectory();
            assertThat(folder.uploads()).isEqualTo(path.resolve("uploads"));
            assertThat(folder.images()).isEqualTo(path.resolve("images"));
        }
    }

    @Test
    void hasPrivatePermissions() throws IOException {
        try (var folder = DataFolder.open(temporary.resolve("data"))) {
            assertThat(permissions(folder.path())).isEqualTo("rwx------");
            assertThat(permissions(folder.path().resolve("database"))).isEqualTo("rwx------");
        }
    }

    @Test
    void keepsItsNodeName() throws IOException {
        String name;
        try (var folder = DataFolder.open(temporary)) {
            name = folder.node();
        }

        try (var folder = DataFolder.open(temporary)) {
            assertThat(folder.node()).isEqualTo(name).startsWith("halftone-");
        }
    }

    @Test
    void hasUniqueNodeName() throws IOException {
        Files.createFile(Files.createDirectories(temporary.resolve("crashed")).resolve("node"));

        try (var folder = DataFolder.open(temporary.resolve("crashed"));
                var other = DataFolder.open(temporary.resolve("other"))) {
            assertThat(folder.node()).isNotEqualTo(other.node()).hasSizeGreaterThan(30);
        }
    }

    @Test
    void rejectsSecondProcessUntilClosed() throws Exception {
        try (var folder = DataFolder.open(temporary)) {
            assertThat(openInAnotherProcess())
                    .contains("another Halftone is running on the data folder " + folder.path());
        }

        assertThat(openInAnotherProcess()).isEqualTo("opened");
    }

    @Test
    void rejectsSecondOpenInSameProcess() {
        try (var folder = DataFolder.open(temporary)) {
            assertThatThrownBy(() -> DataFolder.open(folder.path())).isInstanceOf(DataFolder.UnusableException.class);
        }
    }

    @Test
    void rejectsFileAsFolder() throws IOException {
        var file = Files.createFile(temporary.resolve("data"));

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(DataFolder.UnusableException.class)
                .hasMessage("cannot use the data folder " + file + ": a file stands where a folder should be");
    }

    @Test
    void rejectsFolderThatCannotBeLocked() throws IOException {
        Files.createDirectory(temporary.resolve("lock"));

        assertThatThrownBy(() -> DataFolder.open(temporary))
                .isInstanceOf(DataFolder.UnusableException.class)
                .hasMessageStartingWith("cannot use the data folder " + temporary + ": the disk says: ");
    }

    private String openInAnotherProcess() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        DataFolderOpener.class.getName(),
                        temporary.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /// The other process.
    static final class DataFolderOpener {
        private DataFolderOpener() {}

        public static void main(String[] folder) {
            try (var _ = DataFolder.open(Path.of(folder[0]))) {
                System.out.println("opened");
            } catch (DataFolder.UnusableException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
