package dev.halftone.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Tests that no statement on PostgreSQL can wait for good, neither here nor there.
@Tag("slow")
class PostgresqlTimeoutsTest {
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(TestDatabases.postgresql());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everyStatementAndLockHasATimeLimit() throws SQLException {
        try (var connection = database.writers().getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(25_000);
            assertThat(setting(connection, "statement_timeout")).isEqualTo("20s");
            assertThat(setting(connection, "lock_timeout")).isEqualTo("10s");
            assertThat(setting(connection, "idle_in_transaction_session_timeout"))
                    .isEqualTo("20s");
            assertThat(setting(connection, "plan_cache_mode")).isEqualTo("force_custom_plan");
        }
    }

    @Test
    void aLockThatIsNotGrantedIsADatabaseFault() throws SQLException {
        try (var holder = database.writers().getConnection();
                var waiter = database.writers().getConnection()) {
            holder.createStatement().execute("select pg_advisory_lock(1)");
            waiter.createStatement().execute("set lock_timeout = '10ms'");

            var fault = failure(waiter, "select pg_advisory_lock(1)");

            assertThat(DatabaseFault.of(fault)).contains(new DatabaseFault("others are at work on the same rows"));
        }
    }

    @Test
    void aStatementThatTakesTooLongIsADatabaseFault() throws SQLException {
        try (var connection = database.writers().getConnection()) {
            connection.createStatement().execute("set statement_timeout = '10ms'");

            var fault = failure(connection, "select pg_sleep(60)");

            assertThat(DatabaseFault.of(fault)).contains(DatabaseFault.NO_RESPONSE);
        }
    }

    private static SQLException failure(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            throw new AssertionError("no failure");
        } catch (SQLException e) {
            return e;
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("show " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
