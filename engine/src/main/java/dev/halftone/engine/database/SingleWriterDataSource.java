package dev.halftone.engine.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Hands out one connection at a time, in the order of the requests for it.
///
/// HikariCP lets a thread that has just returned a connection take it again before waiting threads wake up. A thread
/// that writes batch after batch would then starve all others until they time out.
///
/// Discards a connection whose transaction failed to begin or end. When another program's lock keeps a transaction
/// from beginning, SQLite's driver still takes it for begun, and would commit each of the next caller's statements
/// alone.
final class SingleWriterDataSource extends DelegatingDataSource {
    private static final int TIMEOUT_SECONDS = 15;

    private static final Set<String> TRANSACTION_METHODS = Set.of("setAutoCommit", "commit", "rollback");

    private final Semaphore permit = new Semaphore(1, true);
    private final Consumer<Connection> discard;

    /// @param discard removes a connection from its pool
    SingleWriterDataSource(DataSource connections, Consumer<Connection> discard) {
        super(connections);
        this.discard = discard;
    }

    @Override
    public Connection getConnection() throws SQLException {
        acquire();
        try {
            return releasingPermitOnClose(super.getConnection());
        } catch (SQLException | RuntimeException e) {
            permit.release();
            throw e;
        }
    }

    /// How many threads wait for the connection.
    int waiting() {
        return permit.getQueueLength();
    }

    private void acquire() throws SQLException {
        try {
            if (permit.tryAcquire(TIMEOUT_SECONDS, TimeUnit.SECONDS)) return;
            throw new SQLTransientConnectionException("the database was busy for " + TIMEOUT_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for the database", e);
        }
    }

    private Connection releasingPermitOnClose(Connection connection) {
        var loader = SingleWriterDataSource.class.getClassLoader();
        return (Connection)
                Proxy.newProxyInstance(loader, new Class<?>[] {Connection.class}, new PermitHolder(connection));
    }

    /// Releases the permit when the connection is closed, once.
    private final class PermitHolder implements InvocationHandler {
        private final Connection connection;
        private final AtomicBoolean closed = new AtomicBoolean();
        private volatile boolean isBroken;

        PermitHolder(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            if (method.getName().equals("close")) close();
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                isBroken |= TRANSACTION_METHODS.contains(method.getName());
                throw e.getCause();
            }
        }

        private void close() throws SQLException {
            if (!closed.compareAndSet(false, true)) return;
            try {
                if (isBroken) discard.accept(connection);
                connection.close();
            } finally {
                permit.release();
            }
        }
    }
}
