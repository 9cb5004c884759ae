package dev.halftone.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

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
            value(connection, "select 1");
            connection.commit();
            connection.setAutoCommit(true);

            assertThat(value(connection, "show lock_timeout")).isEqualTo("0");
            assertThat(value(connection, "show idle_in_transaction_session_timeout"))
                    .isEqualTo("0");
        }
    }

    /// To plan a statement again takes the server several times as long as to run it.
    @Test
    void preparesStatementsWhereNoPoolerIsBetween() throws SQLException {
        try (var connection = database.writers().getConnection()) {
            for (var i = 0; i < 20; i++) preparedValue(connection, "select 1");

            assertThat(value(connection, "select count(*) from pg_prepared_statements where statement = 'select 1'"))
                    .isEqualTo("1");
        }
    }

    /// A node of a newer version may do so while this one runs.
    @Test
    void aTableThatChangesIsAFaultForOneTransactionOnly() throws SQLException {
        try (var connection = database.writers().getConnection();
                var newer = database.writers().getConnection()) {
            connection.createStatement().execute("create table changing as select 1 as a");
            for (var i = 0; i < 20; i++) preparedValue(connection, "select * from changing");
            newer.createStatement().execute("alter table changing add column b bigint");
            connection.setAutoCommit(false);

            var failure = catchThrowable(() -> preparedValue(connection, "select * from changing"));

            assertThat(DatabaseFault.of(failure))
                    .contains(new DatabaseFault("the tables of the database have changed"));
            assertThat(preparedValue(newer, "select * from changing")).isEqualTo("1");
        }
        try (var connection = database.writers().getConnection()) {
            assertThat(preparedValue(connection, "select * from changing")).isEqualTo("1");
        }
    }

    private static String preparedValue(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql);
                var row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
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
