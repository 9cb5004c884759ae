package dev.halftone.acceptance.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// What another program does with an SQLite database that the server uses.
final class SqliteFile {
    private static final long PAGE_BYTES = 4096;

    private SqliteFile() {}

    /// What SQLite says after looking through all of it: `ok`, or what is wrong.
    static String integrityCheck(Path database) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("pragma integrity_check")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Writes garbage over the beginning of one of its tables or indexes, while nobody uses it.
    static void corrupt(Path database, String part) {
        var page = queryNumber("select rootpage from sqlite_schema where name = '" + part + "'", database);
        try (var file = FileChannel.open(database, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap("garbage ".repeat(512).getBytes(US_ASCII)), (page - 1) * PAGE_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long queryNumber(String query, Path database) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Changes something in it.
    static void update(String statement, Path database) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var update = connection.createStatement()) {
            update.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Locks it against everybody else who would write, until the connection is closed.
    static Connection lock(Path database) {
        try {
            var connection = DriverManager.getConnection("jdbc:sqlite:" + database + "?busy_timeout=20000");
            try (var statement = connection.createStatement()) {
                statement.execute("begin exclusive");
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
