package dev.halftone.engine.work;

import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;

/// The scheduler's table on PostgreSQL, from which no more is taken than there are [Openings] for. Taken with `for
/// update skip locked` and then marked, in one transaction: the one statement that does both has no place for a
/// condition.
final class PostgresqlTables extends PostgreSqlJdbcCustomization {
    private final Openings openings;

    PostgresqlTables(Openings openings) {
        super(true, false);
        this.openings = openings;
    }

    @Override
    public String createGenericSelectForUpdateQuery(
            String table, int limit, String condition, boolean orderByPriority) {
        return super.createGenericSelectForUpdateQuery(
                table, Math.min(limit, openings.limit()), condition + openings.condition(), orderByPriority);
    }
}
