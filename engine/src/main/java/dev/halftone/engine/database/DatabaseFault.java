package dev.halftone.engine.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.sqlite.SQLiteException;

/// A fault of the database, not a bug of ours: it is locked, full, damaged or unreachable. The same statement can
/// succeed later. Any other failure of a statement is a bug.
///
/// @param message what is wrong; safe to show to clients, because it names no path
public record DatabaseFault(String message) {
    static final DatabaseFault NO_RESPONSE = new DatabaseFault("the database does not answer");
    static final DatabaseFault READ_ONLY = new DatabaseFault("the database cannot be written to");

    /// The fault that caused a failure; empty if the failure is a bug.
    public static Optional<DatabaseFault> of(Throwable failure) {
        return causes(failure).flatMap(e -> of(e).stream()).findFirst();
    }

    /// Whether a PostgreSQL server rejected a connection because it has no free one, or is only starting.
    static boolean isBusyServer(Throwable failure) {
        return causes(failure).anyMatch(e -> "53300".equals(e.getSQLState()) || "57P03".equals(e.getSQLState()));
    }

    private static Stream<SQLException> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast);
    }

    private static Optional<DatabaseFault> of(SQLException e) {
        return switch (e) {
            case DatabaseFile.FileMovedException moved -> Optional.of(new DatabaseFault(moved.publicMessage()));
            case SQLiteException sqlite -> ofSqlite(sqlite.getResultCode().code & 0xFF);
            case SQLTransientConnectionException _,
                    SQLNonTransientConnectionException _,
                    SQLRecoverableException _,
                    SQLTimeoutException _ -> Optional.of(NO_RESPONSE);
            default -> ofState(Objects.requireNonNullElse(e.getSQLState(), ""));
        };
    }

    /// The primary result codes of SQLite (<https://www.sqlite.org/rescode.html>).
    private static Optional<DatabaseFault> ofSqlite(int code) {
        return switch (code) {
            case 5, 6, 15 -> fault("the database is locked by another program");
            case 8 -> Optional.of(READ_ONLY);
            case 10 -> fault("the disk of the database fails");
            case 11, 26 -> fault("the database file is damaged");
            case 13 -> fault("the disk of the database is full");
            case 7, 14 -> fault("the database file cannot be opened");
            default -> Optional.empty();
        };
    }

    /// Classes of SQLSTATE (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
    private static Optional<DatabaseFault> ofState(String state) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08", "57" -> Optional.of(NO_RESPONSE);
            case "40", "55" -> fault("others are at work on the same rows");
            case "53" -> fault("the database has no room left");
            case "58", "XX" -> fault("the database fails");
            case "25" -> Optional.of(READ_ONLY);
            // A newer version has added a column, or a prepared statement is gone. The driver prepares it again.
            case "0A", "26" -> fault("the tables of the database have changed");
            default -> Optional.empty();
        };
    }

    private static Optional<DatabaseFault> fault(String message) {
        return Optional.of(new DatabaseFault(message));
    }
}
