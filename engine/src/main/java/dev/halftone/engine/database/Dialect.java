package dev.halftone.engine.database;

/// The supported databases.
public enum Dialect {
    SQLITE("db/sqlite"),
    POSTGRESQL("db/postgresql");

    private final String migrations;

    Dialect(String migrations) {
        this.migrations = migrations;
    }

    /// The Flyway location of this dialect's migrations.
    public String migrations() {
        return "classpath:" + migrations;
    }

    /// The end of a `select` that locks the rows it finds until the end of the transaction. On SQLite a writer's
    /// transaction has locked the database already. On PostgreSQL the lock leaves no dead row, as an `update`
    /// that changes nothing would, and lets others insert rows that refer to the locked one.
    public String rowLock() {
        return switch (this) {
            case SQLITE -> "";
            case POSTGRESQL -> "for no key update";
        };
    }

    /// The dialect of a JDBC URL.
    public static Dialect of(String jdbcUrl) {
        if (jdbcUrl.startsWith("jdbc:sqlite:")) return SQLITE;
        if (jdbcUrl.startsWith("jdbc:postgresql:")) return POSTGRESQL;
        throw new IllegalArgumentException(
                "database must be a jdbc:sqlite: or jdbc:postgresql: URL, not " + jdbcUrl.replaceAll("[/?].*", "…"));
    }
}
