package dev.halftone.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Tests that no statement on PostgreSQL can wait for good, neither here nor there, and that nothing of that is left in
/// the session, which may be another client's next behind PgBouncer.
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
    void everyTransactionHasTimeLimits() throws SQLException {
        try (var connection = database.writers().getConnection()) {
            connection.setAutoCommit(false);

            assertThat(connection.getNetworkTimeout()).isEqualTo(15_000);
            assertThat(value(connection, "show lock_timeout")).isEqualTo("10s");
            assertThat(value(connection, "show idle_in_transaction_session_timeout"))
                    .isEqualTo("10s");
        }
    }

    @Test
    void theServerHasNoTimeLimitForACommit() throws SQLException {
        try (var connection = database.writers().getConnection()) {
            connection.setAutoCommit(false);

            assertThat(value(connection, "show statement_timeout")).isEqualTo("0");
        }
    }

    @Test
    void leavesNothingInTheSession() throws SQLException {
        try (var connection = database.writers().getConnection()) {
            connection.setAutoCommit(false);
            for (var i = 0; i < 20; i++) value(connection, "select 1");
            connection.commit();
            connection.setAutoCommit(true);

            assertThat(value(connection, "show lock_timeout")).isEqualTo("0");
            assertThat(value(connection, "show idle_in_transaction_session_timeout"))
                    .isEqualTo("0");
            assertThat(value(connection, "select count(*) from pg_prepared_statements"))
                    .isEqualTo("0");
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
            connection.setNetworkTimeout(Runnable::run, 10);

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

    private static String value(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }
}
