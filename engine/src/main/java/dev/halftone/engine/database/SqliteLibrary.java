package dev.halftone.engine.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/// SQLite itself, which sqlite-jdbc unpacks into a temporary file to load it. It deletes the file when the JVM ends of
/// its own accord; one that is killed or halted would leave a megabyte behind each time. So the file gets a folder of
/// its own, which is deleted as soon as it is loaded: what is mapped stays (POSIX, unlink).
final class SqliteLibrary {
    private static final String UNPACKED_TO = "org.sqlite.tmpdir";

    private static boolean isLoaded;

    private SqliteLibrary() {}

    /// Loads it, the first time. Where the operator has said where to unpack it, that is left to sqlite-jdbc.
    static synchronized void load() {
        if (isLoaded || System.getProperty(UNPACKED_TO) != null) return;
        try {
            loadFrom(Files.createTempDirectory("halftone-sqlite"));
            isLoaded = true;
        } catch (IOException e) {
            throw new UncheckedIOException("SQLite cannot be unpacked", e);
        }
    }

    private static void loadFrom(Path folder) throws IOException {
        System.setProperty(UNPACKED_TO, folder.toString());
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new IllegalStateException("SQLite cannot be loaded", e);
        } finally {
            System.clearProperty(UNPACKED_TO);
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) Files.delete(file);
        }
        Files.delete(folder);
    }
}
