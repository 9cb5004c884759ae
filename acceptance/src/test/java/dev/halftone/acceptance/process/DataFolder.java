package dev.halftone.acceptance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a server has left in its data folder, alive or dead.
record DataFolder(Path data) {

    /// The URLs of the images that have ended.
    List<String> finishedUrls() {
        return query("select url from images where status <> 'pending'");
    }

    /// How often images were tried, each number once.
    List<String> attempts() {
        return query("select distinct attempts from images");
    }

    /// How many rows of its CSVs are in the ledger.
    int expandedRows() {
        return Integer.parseInt(
                query("select coalesce(sum(rows_expanded), 0) from requests").getFirst());
    }

    /// `ok`, or what is wrong with the database.
    List<String> integrity() {
        return query("pragma integrity_check");
    }

    private List<String> query(String sql) {
        var found = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(database());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) found.add(rows.getString(1));
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private String database() {
        return "jdbc:sqlite:" + data.resolve("database/halftone.db");
    }

    /// Files half written.
    List<Path> partialFiles() {
        return Stream.of("images", "uploads")
                .flatMap(this::files)
                .filter(DataFolder::isPartialFile)
                .toList();
    }

    /// All files of uploads on their way, half written or whole.
    List<Path> uploads() {
        return Stream.of("uploads", "scratch/parts").flatMap(this::files).toList();
    }

    List<Path> images() {
        return files("images").toList();
    }

    private Stream<Path> files(String folder) {
        if (Files.notExists(data.resolve(folder))) return Stream.of();
        try (var files = Files.list(data.resolve(folder))) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPartialFile(Path file) {
        return file.toString().endsWith(".part");
    }

    /// Whether the process with this id has come so far as to have the folder to itself.
    boolean isLockedBy(long process) {
        try {
            return Files.exists(data.resolve("lock"))
                    && Files.readString(data.resolve("lock")).strip().equals(Long.toString(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As if some hours had passed: files half written are old enough to be swept, and a sweep is due.
    void makeSweepDue() {
        var then = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        try (var connection = DriverManager.getConnection(database());
                var statement = connection.createStatement()) {
            for (var part : partialFiles()) Files.setLastModifiedTime(part, then);
            statement.executeUpdate("update scheduled_tasks set execution_time = 0 where task_name = 'sweep'");
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("it does not grow old", e);
        }
    }
}
