package dev.halftone.engine.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// How values that may be absent, and times, are read from a row.
final class Columns {
    private Columns() {}

    static Long number(ResultSet row, int index) throws SQLException {
        return row.getLong(1);
    }

    static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static Optional<Long> number(ResultSet row, String column) throws SQLException {
        var number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return number(row, column).map(Instant::ofEpochMilli);
    }

    static Optional<Integer> integer(ResultSet row, String column) throws SQLException {
        var number = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }
}
