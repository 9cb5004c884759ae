package dev.halftone.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where SQLite's native library is unpacked. A JVM loads it once, so each start is a process.
@Tag("slow")
class SqliteLibraryTest {
    @TempDir
    private Path folder;

    @Test
    void deletesCopiesOfKilledProcesses() throws Exception {
        for (var start = 1; start <= 3; start++) openDatabaseAndHalt();

        assertThat(fileNames(folder.resolve("native")))
                .hasSize(2)
                .anySatisfy(name -> assertThat(name).startsWith("sqlite-").endsWith(".so"))
                .anySatisfy(name -> assertThat(name).endsWith(".lck"));
    }

    @Test
    void usesTheOperatorsFolder() throws Exception {
        var chosen = Files.createDirectory(folder.resolve("chosen"));
        Files.writeString(chosen.resolve("other.txt"), "not ours");

        openDatabaseAndHalt("-Dorg.sqlite.tmpdir=" + chosen);

        assertThat(fileNames(chosen)).hasSize(3).contains("other.txt");
        assertThat(folder.resolve("native")).doesNotExist();
    }

    private static List<String> fileNames(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void openDatabaseAndHalt(String... flags) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(flags));
        command.addAll(List.of(HaltingProcess.class.getName(), TestDatabases.sqlite(folder)));

        var process = new ProcessBuilder(command).inheritIO().start();

        assertThat(process.waitFor()).isEqualTo(HaltingProcess.EXIT_CODE);
    }

    /// Ends like a killed process: without shutdown hooks, so that nothing is deleted on exit.
    static final class HaltingProcess {
        static final int EXIT_CODE = 37;

        private HaltingProcess() {}

        public static void main(String[] arguments) {
            Database.open(arguments[0]);
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
