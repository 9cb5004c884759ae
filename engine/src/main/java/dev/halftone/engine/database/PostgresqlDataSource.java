package dev.halftone.engine.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Opens connections to PostgreSQL, or to PgBouncer in front of it, in transaction mode too. There, the statements of
/// one client run on many connections of the server. So nothing is set for a session, and statements are prepared only
/// where no pooler is in between: to plan each statement again takes the server several times as long as to run it.
final class PostgresqlDataSource extends DelegatingDataSource {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /// For all hosts of the URL together, and until the server has let us in.
    private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(10);

    /// How long PostgreSQL may be silent before a connection is given up. Without a limit, a network that
    /// drops packets would keep every thread that waits for an answer, for good.
    ///
    /// This is the only limit of a commit. A server that cancels a commit while it waits for a standby
    /// (`statement_timeout`) shows it as committed, and loses it in the next failover.
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(15);

    /// Limits of one transaction, both shorter than [#SOCKET_TIMEOUT]. The second ends the transactions of a
    /// node that was cut off, so that their locks do not keep the other nodes waiting. They travel with `begin`.
    private static final String TRANSACTION_LIMITS =
            "set local lock_timeout = '10s'; set local idle_in_transaction_session_timeout = '10s'";

    /// When a server restarts, all connections of all nodes are opened again, but not in the same instant.
    private static final Duration MAX_RECONNECT_DELAY = Duration.ofSeconds(1);

    private volatile boolean hasFailed;

    private PostgresqlDataSource(DataSource connections) {
        super(connections);
    }

    /// @param jdbcUrl its parameters override ours
    static PostgresqlDataSource of(String jdbcUrl) {
        return new PostgresqlDataSource(driver(jdbcUrl, SOCKET_TIMEOUT));
    }

    /// Connections without time limits: an index on millions of rows takes minutes.
    static DataSource forMigrations(String jdbcUrl) {
        return driver(jdbcUrl, Duration.ZERO);
    }

    private static DataSource driver(String jdbcUrl, Duration socketTimeout) {
        var properties = new Properties();
        properties.setProperty("ApplicationName", "halftone");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", seconds(CONNECT_TIMEOUT));
        properties.setProperty("loginTimeout", seconds(LOGIN_TIMEOUT));
        properties.setProperty("socketTimeout", seconds(socketTimeout));
        // After a failover the old primary may come back, read-only.
        properties.setProperty("targetServerType", "primary");
        properties.setProperty("hostRecheckSeconds", "2");
        return new DriverManagerDataSource(jdbcUrl, properties);
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (hasFailed) pause();
        try {
            var connection = super.getConnection();
            hasFailed = false;
            if (!isDirect(connection)) connection.unwrap(PGConnection.class).setPrepareThreshold(0);
            return limitingTransactions(connection);
        } catch (SQLException e) {
            hasFailed = true;
            throw e;
        }
    }

    /// Whether the server itself answers: a pooler gives its clients process ids of its own.
    private static boolean isDirect(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1) == connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// The pool waits this long for connections that are being opened when it closes.
    @Override
    public int getLoginTimeout() {
        return (int) LOGIN_TIMEOUT.toSeconds();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The driver's own timeouts are stricter.
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(MAX_RECONNECT_DELAY.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while connecting", e);
        }
    }

    private static Connection limitingTransactions(Connection connection) {
        var loader = PostgresqlDataSource.class.getClassLoader();
        return (Connection) Proxy.newProxyInstance(
                loader,
                new Class<?>[] {Connection.class},
                (_, method, arguments) -> invoke(connection, method, arguments));
    }

    private static @Nullable Object invoke(
            Connection connection, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            var result = method.invoke(connection, arguments);
            if (method.getName().equals("setAutoCommit") && !connection.getAutoCommit()) limitTransaction(connection);
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void limitTransaction(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(TRANSACTION_LIMITS);
        }
    }
}
