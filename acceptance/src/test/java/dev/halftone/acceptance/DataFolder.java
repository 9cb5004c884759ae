package dev.halftone.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The data folder of a server that runs or has ended: its files and its database.
public record DataFolder(Path path) {
    public Database database() {
        return new Database(path.resolve("database/halftone.db"));
    }

    /// Returns the URLs of the images that have ended.
    public List<String> finishedUrls() {
        return database().query("select url from images where status <> 'pending'");
    }

    /// Returns the different numbers of attempts that images have.
    public List<String> distinctAttempts() {
        return database().query("select distinct attempts from images");
    }

    /// Returns how many CSV rows are in the ledger.
    public int expandedRows() {
        return Integer.parseInt(database()
                .query("select coalesce(sum(rows_expanded), 0) from requests")
                .getFirst());
    }

    /// Returns unfinished files of uploads and images.
    public List<Path> partialFiles() {
        return Stream.of("images", "uploads")
                .flatMap(folder -> files(folder).stream())
                .filter(DataFolder::isPartialFile)
                .toList();
    }

    private static boolean isPartialFile(Path file) {
        return file.toString().endsWith(".part");
    }

    /// Returns all files of uploads, unfinished ones and parts of forms included.
    public List<Path> uploads() {
        return Stream.of("uploads", "scratch/parts")
                .flatMap(folder -> files(folder).stream())
                .toList();
    }

    /// The finished image files. A kill may leave a partial one, which is cleaned up after an hour.
    public List<Path> images() {
        return files("images").stream().filter(file -> !isPartialFile(file)).toList();
    }

    /// Returns the files in a folder within the data folder; none if there is no such folder.
    public List<Path> files(String folder) {
        if (Files.notExists(path.resolve(folder))) return List.of();
        try (var files = Files.list(path.resolve(folder))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns whether a process has locked the folder. A server does so early in its start.
    public boolean isLockedBy(long pid) {
        return Files.exists(path.resolve("lock"))
                && ProjectFiles.read(path.resolve("lock")).strip().equals(Long.toString(pid));
    }

    /// Makes the clean-up due. It runs once an hour, so the next one would be too late for a test.
    public void makeCleanUpDue() {
        database().update("update scheduled_tasks set execution_time = 0 where task_name = 'clean-up'");
    }

    /// Makes partial files two hours older, so that the clean-up deletes them.
    public void agePartialFiles() throws IOException {
        var time = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        for (var file : partialFiles()) Files.setLastModifiedTime(file, time);
    }

    /// An SQLite database, accessed as another program would.
    public record Database(Path file) {
        private static final long PAGE_BYTES = 4096;

        /// Has SQLite check the whole database.
        ///
        /// @return `ok`, or what is wrong
        public List<String> integrityCheck() {
            return query("pragma integrity_check");
        }

        /// Overwrites the beginning of a table or an index with garbage. No server may be using it.
        public void corrupt(String name) {
            var query = "select rootpage from sqlite_schema where name = '" + name + "'";
            var page = Long.parseLong(query(query).getFirst());
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap("garbage ".repeat(512).getBytes(US_ASCII)), (page - 1) * PAGE_BYTES);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Locks it against other writers until the connection is closed.
        public Connection lock() {
            try {
                var connection = DriverManager.getConnection(url() + "?busy_timeout=20000");
                try (var statement = connection.createStatement()) {
                    statement.execute("begin exclusive");
                }
                return connection;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private List<String> query(String sql) {
            var values = new ArrayList<String>();
            try (var connection = DriverManager.getConnection(url());
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                while (rows.next()) values.add(rows.getString(1));
                return values;
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        private void update(String sql) {
            try (var connection = DriverManager.getConnection(url());
                    var statement = connection.createStatement()) {
                if (statement.executeUpdate(sql) == 0) throw new IllegalStateException("nothing to update: " + sql);
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        private String url() {
            return "jdbc:sqlite:" + file;
        }
    }
}
