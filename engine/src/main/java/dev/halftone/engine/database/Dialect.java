package dev.halftone.engine.database;

/// The two databases the ledger can live in.
public enum Dialect {
    SQLITE("db/sqlite"),
    POSTGRESQL("db/postgresql");

    private final String migrations;

    Dialect(String migrations) {
        this.migrations = migrations;
    }

    /// Where this dialect's Flyway migrations lie on the class path.
    public String migrations() {
        return "classpath:" + migrations;
    }

    /// The dialect of a JDBC URL.
    public static Dialect of(String jdbcUrl) {
        if (jdbcUrl.startsWith("jdbc:sqlite:")) return SQLITE;
        if (jdbcUrl.startsWith("jdbc:postgresql:")) return POSTGRESQL;
        throw new IllegalArgumentException(
                "database is a jdbc:sqlite: or jdbc:postgresql: URL, not one of " + jdbcUrl.replaceAll("[/?].*", "…"));
    }
}
