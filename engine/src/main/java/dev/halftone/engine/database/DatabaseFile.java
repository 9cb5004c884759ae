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

/// The file of an SQLite database and the write-ahead log beside it, watched. SQLite goes on with files that
/// were moved, deleted or replaced under it, and nobody would ever find what it writes there.
///
/// Has a connection of its own, so that neither file changes by itself: SQLite deletes the log with the last
/// connection.
public final class DatabaseFile implements Closeable {
    private final Connection connection;
    private final Watched database;
    private final Watched log;

    private DatabaseFile(Connection connection, Watched database, Watched log) {
        this.connection = connection;
        this.database = database;
        this.log = log;
    }

    static DatabaseFile of(DataSource connections) throws SQLException {
        var connection = connections.getConnection();
        try {
            var path = path(connection);
            return new DatabaseFile(
                    connection,
                    Watched.at(path, "the database file"),
                    Watched.at(Path.of(path + "-wal"), "the log of the database"));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// Reading the schema opens the log.
    private static Path path(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select file, (select count(*) from sqlite_schema) from pragma_database_list")) {
            rows.next();
            return Path.of(rows.getString(1));
        }
    }

    /// Fails where the files are no longer those that were opened.
    ///
    /// @throws DatabaseFile.FileMovedException when a file was moved, deleted or replaced
    public void check() throws SQLException {
        database.check();
        log.check();
    }

    /// Takes the lock of writers, and lets go of it.
    ///
    /// @throws SQLException when it cannot be had
    public synchronized void probe() throws SQLException {
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
            throw new IOException("the database does not close", e);
        }
    }

    /// A file, and what tells it from another of the same name; nothing on file systems that tell no such
    /// thing.
    private record Watched(Path path, String name, Optional<Object> key) {

        static Watched at(Path path, String name) throws SQLException {
            return new Watched(path, name, key(path, name));
        }

        void check() throws SQLException {
            if (!key(path, name).equals(key)) throw new FileMovedException(name);
        }

        private static Optional<Object> key(Path path, String name) throws SQLException {
            try {
                return Optional.ofNullable(
                        Files.readAttributes(path, BasicFileAttributes.class).fileKey());
            } catch (NoSuchFileException e) {
                throw new FileMovedException(name);
            } catch (IOException e) {
                throw new SQLException(name + " cannot be looked at", "58030", e);
            }
        }
    }

    /// Somebody has moved, deleted or replaced a file of the database while it is in use.
    static final class FileMovedException extends SQLException {
        private static final long serialVersionUID = 1;

        private final String words;

        FileMovedException(String which) {
            super(which + " was moved, deleted or replaced while it is in use");
            this.words = which + " was moved or replaced while it is in use; put it back, or stop the server first";
        }

        String words() {
            return words;
        }
    }

    /// Hands connections out for as long as the database's file is where it was: what is written is to be found
    /// again.
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
