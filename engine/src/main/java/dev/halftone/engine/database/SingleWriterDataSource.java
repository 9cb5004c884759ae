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

/// Hands one connection at a time out, in the order in which it was asked for.
///
/// HikariCP lets a thread that has just given a connection back take it again before those who wait for it have
/// woken up. Somebody who writes one batch after the other would keep all others waiting until they gave up.
///
/// A connection whose transaction would not begin or end is not handed out again. SQLite's driver takes a
/// transaction for begun that another program's lock has kept from beginning: the next one's statements would
/// be kept one by one.
final class SingleWriterDataSource extends DelegatingDataSource {
    private static final int PATIENCE_SECONDS = 30;

    private static final Set<String> BOUNDS = Set.of("setAutoCommit", "commit", "rollback");

    private final Semaphore turn = new Semaphore(1, true);
    private final Consumer<Connection> discard;

    /// @param discard closes a connection for good
    SingleWriterDataSource(DataSource connections, Consumer<Connection> discard) {
        super(connections);
        this.discard = discard;
    }

    @Override
    public Connection getConnection() throws SQLException {
        await();
        try {
            return endingTheTurn(super.getConnection());
        } catch (SQLException | RuntimeException e) {
            turn.release();
            throw e;
        }
    }

    /// How many wait for their turn.
    int waiting() {
        return turn.getQueueLength();
    }

    private void await() throws SQLException {
        try {
            if (turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) return;
            throw new SQLTransientConnectionException("others kept the database busy for " + PATIENCE_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for the database", e);
        }
    }

    private Connection endingTheTurn(Connection connection) {
        var loader = SingleWriterDataSource.class.getClassLoader();
        return (Connection) Proxy.newProxyInstance(loader, new Class<?>[] {Connection.class}, new Turn(connection));
    }

    /// A connection whose closing lets the next one have it.
    private final class Turn implements InvocationHandler {
        private final Connection connection;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile boolean isSpoiled;

        Turn(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            if (method.getName().equals("close")) end();
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                isSpoiled |= BOUNDS.contains(method.getName());
                throw e.getCause();
            }
        }

        private void end() throws SQLException {
            if (!over.compareAndSet(false, true)) return;
            try {
                if (isSpoiled) discard.accept(connection);
                connection.close();
            } finally {
                turn.release();
            }
        }
    }
}
