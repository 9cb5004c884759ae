package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;
import dev.halftone.engine.database.Dialect;
import dev.halftone.engine.ledger.Ledger;

/// How the scheduler's own table is reached.
public final class SchedulerTables {
    private SchedulerTables() {}

    /// A client that writes inside our transactions.
    public static SchedulerClient client(Ledger ledger) {
        return SchedulerClient.Builder.create(ledger.schedulerDataSource())
                .jdbcCustomization(of(ledger.dialect()))
                .enablePriority()
                .build();
    }

    /// For a scheduler that takes no more than there are openings for.
    static JdbcCustomization of(Dialect dialect, WorkerSlots workerSlots) {
        return switch (dialect) {
            case SQLITE -> new SqliteTables(workerSlots);
            case POSTGRESQL -> new PostgresqlTables(workerSlots);
        };
    }

    private static JdbcCustomization of(Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> new SqliteJdbcCustomization();
            case POSTGRESQL -> new PostgreSqlJdbcCustomization(false, false);
        };
    }

    /// The scheduler's table on PostgreSQL, from which no more is taken than there are [WorkerSlots] for. Taken
    /// with `for update skip locked` and then marked, in one transaction: the one statement that does both has
    /// no place for a condition.
    static final class PostgresqlTables extends PostgreSqlJdbcCustomization {
        private final WorkerSlots workerSlots;

        PostgresqlTables(WorkerSlots workerSlots) {
            super(true, false);
            this.workerSlots = workerSlots;
        }

        @Override
        public String createGenericSelectForUpdateQuery(
                String table, int limit, String condition, boolean orderByPriority) {
            return super.createGenericSelectForUpdateQuery(
                    table, Math.min(limit, workerSlots.limit()), condition + workerSlots.condition(), orderByPriority);
        }
    }

    /// The scheduler's table on SQLite, from which no more is taken than there are [WorkerSlots] for.
    static final class SqliteTables extends SqliteJdbcCustomization {
        private final WorkerSlots workerSlots;

        SqliteTables(WorkerSlots workerSlots) {
            this.workerSlots = workerSlots;
        }

        @Override
        public String createSelectDueQuery(String table, int limit, String condition, boolean orderByPriority) {
            return super.createSelectDueQuery(
                    table, Math.min(limit, workerSlots.limit()), condition + workerSlots.condition(), orderByPriority);
        }
    }
}
