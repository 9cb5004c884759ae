package dev.halftone.engine;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/// Real databases for tests: a SQLite file, or a new schema in a PostgreSQL server that runs until the JVM exits.
public final class TestDatabases {
    private TestDatabases() {}

    public static String sqlite(Path folder) {
        return "jdbc:sqlite:" + folder.resolve("halftone.db");
    }

    /// The result of SQLite's integrity check of a database file: `ok`, or the first problem found.
    public static String integrityCheck(Path database) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("pragma integrity_check")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Creates a new schema, which takes a tenth of the time of creating and dropping a database.
    public static String postgresql() {
        var schema = "halftone_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = PostgresqlServer.RUNNING.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException("no test database", e);
        }
        return PostgresqlServer.RUNNING.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
    }

    private static final class PostgresqlServer {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
