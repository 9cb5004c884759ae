package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;
import dev.halftone.engine.database.Dialect;
import dev.halftone.engine.ledger.Ledger;

/// How db-scheduler accesses its table.
public final class SchedulerTables {
    private SchedulerTables() {}

    /// A client that writes within our transactions.
    public static SchedulerClient client(Ledger ledger) {
        return SchedulerClient.Builder.create(ledger.schedulerDataSource())
                .jdbcCustomization(of(ledger.dialect()))
                .enablePriority()
                .build();
    }

    /// For a scheduler that claims no more tasks than there are free slots.
    static JdbcCustomization of(Dialect dialect, WorkerSlots slots) {
        return switch (dialect) {
            case SQLITE -> new SqliteTables(slots);
            case POSTGRESQL -> new PostgresqlTables(slots);
        };
    }

    private static JdbcCustomization of(Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> new SqliteJdbcCustomization();
            case POSTGRESQL -> new PostgreSqlJdbcCustomization(false, false);
        };
    }

    /// Claims tasks with `for update skip locked` and marks them in the same transaction. The library's single
    /// statement that does both has no place for a condition.
    private static final class PostgresqlTables extends PostgreSqlJdbcCustomization {
        private final WorkerSlots slots;

        PostgresqlTables(WorkerSlots slots) {
            super(true, false);
            this.slots = slots;
        }

        @Override
        public String createGenericSelectForUpdateQuery(
                String table, int limit, String condition, boolean orderByPriority) {
            var claim = slots.nextClaim();
            return super.createGenericSelectForUpdateQuery(
                    table, claim.limit(), condition + claim.condition(), orderByPriority);
        }
    }

    private static final class SqliteTables extends SqliteJdbcCustomization {
        private final WorkerSlots slots;

        SqliteTables(WorkerSlots slots) {
            this.slots = slots;
        }

        @Override
        public String createSelectDueQuery(String table, int limit, String condition, boolean orderByPriority) {
            var claim = slots.nextClaim();
            return super.createSelectDueQuery(table, claim.limit(), condition + claim.condition(), orderByPriority);
        }
    }
}
