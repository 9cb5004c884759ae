package dev.halftone.engine.work;

import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;

/// The scheduler's table on SQLite, from which no more is taken than there are [Openings] for.
final class SqliteTables extends SqliteJdbcCustomization {
    private final Openings openings;

    SqliteTables(Openings openings) {
        this.openings = openings;
    }

    @Override
    public String createSelectDueQuery(String table, int limit, String condition, boolean orderByPriority) {
        return super.createSelectDueQuery(
                table, Math.min(limit, openings.limit()), condition + openings.condition(), orderByPriority);
    }
}
