package dev.halftone.engine.work;

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
    static JdbcCustomization of(Dialect dialect, Openings openings) {
        return switch (dialect) {
            case SQLITE -> new SqliteTables(openings);
            case POSTGRESQL -> new PostgresqlTables(openings);
        };
    }

    private static JdbcCustomization of(Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> new SqliteJdbcCustomization();
            case POSTGRESQL -> new PostgreSqlJdbcCustomization(false, false);
        };
    }
}
