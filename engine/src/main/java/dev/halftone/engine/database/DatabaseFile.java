package dev.halftone.engine.database;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Watches the file of an SQLite database and its write-ahead log. SQLite keeps using files that were moved, deleted
/// or replaced, and later writes would be lost.
///
/// Holds a connection of its own, because SQLite deletes the log when the last connection closes.
final class DatabaseFile implements Closeable {
    private final Connection connection;
    private final WatchedFile database;
    private final WatchedFile log;

    private DatabaseFile(Connection connection, WatchedFile database, WatchedFile log) {
        this.connection = connection;
        this.database = database;
        this.log = log;
    }

    /// The absolute path in a `jdbc:sqlite:` URL.
    static Path path(String jdbcUrl) {
        return Path.of(jdbcUrl.replaceFirst("^jdbc:sqlite:(file:)?", "").replaceFirst("[?].*", ""))
                .toAbsolutePath();
    }

    static DatabaseFile watch(DataSource connections) throws SQLException {
        var connection = connections.getConnection();
        try {
            var path = path(connection);
            return new DatabaseFile(
                    connection,
                    WatchedFile.of(path, "the database file"),
                    WatchedFile.of(Path.of(path + "-wal"), "the log of the database"));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// Reads the schema too, which opens the log.
    private static Path path(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select file, (select count(*) from sqlite_schema) from pragma_database_list")) {
            rows.next();
            return Path.of(rows.getString(1));
        }
    }

    /// Checks that the files are still those that were opened.
    ///
    /// @throws DatabaseFile.FileMovedException if one was moved, deleted or replaced
    void check() throws SQLException {
        database.check();
        log.check();
    }

    /// Checks the files, then takes the write lock and releases it.
    ///
    /// @throws SQLException if the lock cannot be taken
    synchronized void probe() throws SQLException {
        check();
        try (var statement = connection.createStatement()) {
            statement.execute("begin immediate");
            statement.execute("rollback");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException("the database cannot be closed", e);
        }
    }

    /// A path and the key of the file that was there first.
    ///
    /// @param key identifies the file, such as device and inode; empty on file systems without such a key
    private record WatchedFile(Path path, String description, Optional<Object> key) {

        static WatchedFile of(Path path, String description) throws SQLException {
            return new WatchedFile(path, description, key(path, description));
        }

        void check() throws SQLException {
            if (!key(path, description).equals(key)) throw new FileMovedException(description);
        }

        private static Optional<Object> key(Path path, String description) throws SQLException {
            try {
                return Optional.ofNullable(
                        Files.readAttributes(path, BasicFileAttributes.class).fileKey());
            } catch (NoSuchFileException e) {
                throw new FileMovedException(description);
            } catch (IOException e) {
                throw new SQLException(description + " cannot be read", "58030", e);
            }
        }
    }

    /// A file of the database was moved, deleted or replaced while in use.
    static final class FileMovedException extends SQLException {
        private static final long serialVersionUID = 1;

        private final String publicMessage;

        FileMovedException(String description) {
            super(description + " was moved, deleted or replaced while in use");
            this.publicMessage =
                    description + " was moved or replaced while in use; put it back, or stop the server first";
        }

        /// The message without a path.
        String publicMessage() {
            return publicMessage;
        }
    }

    /// Probes the database, one probe at a time. Callers that wait share the result of a probe that began after
    /// they asked: while the database is locked a probe takes seconds, and there may be a thousand callers.
    static final class Probe implements ConnectionPools.Health {
        private final DatabaseFile file;
        private Optional<DatabaseFault> fault = Optional.empty();
        private long begunAt = System.nanoTime();

        Probe(DatabaseFile file) {
            this.file = file;
        }

        @Override
        public Optional<DatabaseFault> fault(boolean wroteLately) {
            return wroteLately ? faultOf(file::check) : probe(System.nanoTime());
        }

        private synchronized Optional<DatabaseFault> probe(long askedAt) {
            if (begunAt - askedAt > 0) return fault;
            begunAt = System.nanoTime();
            fault = faultOf(file::probe);
            return fault;
        }

        private interface Check {
            void run() throws SQLException;
        }

        private static Optional<DatabaseFault> faultOf(Check check) {
            try {
                check.run();
                return Optional.empty();
            } catch (SQLException e) {
                return Optional.of(DatabaseFault.of(e).orElse(DatabaseFault.NO_RESPONSE));
            }
        }
    }

    /// Hands out connections only while the database's files are in place, so that no write is lost.
    static final class WatchedDataSource extends DelegatingDataSource {
        private final DatabaseFile file;

        WatchedDataSource(DataSource connections, DatabaseFile file) {
            super(connections);
            this.file = file;
        }

        @Override
        public Connection getConnection() throws SQLException {
            file.check();
            return super.getConnection();
        }
    }
}
