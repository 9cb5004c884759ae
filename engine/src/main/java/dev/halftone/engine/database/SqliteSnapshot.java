package dev.halftone.engine.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/// Copies an SQLite database as it is at one moment, while a server uses it
/// (<https://www.sqlite.org/lang_vacuum.html>).
public final class SqliteSnapshot {
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(20);

    private SqliteSnapshot() {}

    /// The file of a `jdbc:sqlite:` URL.
    public static Path file(String jdbcUrl) {
        return DatabaseFile.path(jdbcUrl);
    }

    /// Writes what was committed when this begins. It blocks no writer.
    ///
    /// @param copy a file that does not exist; not forced to disk
    /// @throws IOException if the database cannot be read, or the copy not be written
    public static void write(Path database, Path copy) throws IOException {
        ConnectionPools.unpackLibraryBeside(database);
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + database);
        try (var connection = source.getConnection();
                var vacuum = connection.prepareStatement("vacuum into ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw new IOException("cannot copy the database " + database + ": " + reason(e), e);
        }
    }

    private static String reason(SQLException failure) {
        // We only read the database, so that it is not its disk that has no room.
        if (failure.getErrorCode() == SQLiteErrorCode.SQLITE_FULL.code) return "the disk of the copy is full";
        return DatabaseFault.of(failure)
                .map(DatabaseFault::message)
                .orElseGet(() -> String.valueOf(failure.getMessage()));
    }
}
