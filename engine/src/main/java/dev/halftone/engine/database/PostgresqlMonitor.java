package dev.halftone.engine.database;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Asks a PostgreSQL server every second for its time, and whether it can be written to. Has a connection of its own,
/// so that it notices at once when the server is away and when it is back, even if every connection of the pool hangs.
final class PostgresqlMonitor implements ConnectionPools.Health, Closeable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /// The longest wait for an answer.
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final DataSource source;
    private final Runnable onFailure;
    private final DatabaseClock clock;
    private final Thread thread;
    private @Nullable Connection connection;
    private volatile State state;

    /// The last answer, or the last failure.
    private record State(long since, Optional<DatabaseFault> fault) {
        static State of(Optional<DatabaseFault> fault) {
            return new State(System.nanoTime(), fault);
        }

        boolean isOutdated() {
            return System.nanoTime() - since > INTERVAL.plus(TIMEOUT).toNanos();
        }
    }

    /// Asks once, then begins to ask regularly.
    ///
    /// @param onFailure called when the server no longer answers
    PostgresqlMonitor(String jdbcUrl, Runnable onFailure) throws SQLException {
        this.source = PostgresqlDataSource.of(jdbcUrl);
        this.onFailure = onFailure;
        this.clock = new DatabaseClock(System::nanoTime);
        this.state = State.of(ask());
        this.thread = Thread.ofPlatform().name("database-monitor").daemon().start(this::run);
    }

    DatabaseClock clock() {
        return clock;
    }

    @Override
    public Optional<DatabaseFault> fault(boolean wroteLately) {
        if (wroteLately) return Optional.empty();
        var now = state;
        return now.isOutdated() ? Optional.of(DatabaseFault.NO_RESPONSE) : now.fault;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(INTERVAL.plusMillis(ThreadLocalRandom.current().nextLong(100)));
                check();
            }
        } catch (InterruptedException e) {
            disconnect();
        }
    }

    private void check() {
        var wasWell = state.fault().isEmpty();
        try {
            state = State.of(ask());
        } catch (SQLException e) {
            disconnect();
            state = State.of(Optional.of(DatabaseFault.of(e).orElse(DatabaseFault.NO_RESPONSE)));
        }
        if (wasWell && state.fault().isPresent()) onFailure.run();
    }

    private Optional<DatabaseFault> ask() throws SQLException {
        if (connection == null) connection = connect();
        var askedAt = System.nanoTime();
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("""
                        select clock_timestamp(), current_setting('transaction_read_only')::boolean
                        """)) {
            answer.next();
            clock.set(answer.getObject(1, OffsetDateTime.class).toInstant(), askedAt, System.nanoTime());
            return answer.getBoolean(2) ? Optional.of(DatabaseFault.READ_ONLY) : Optional.empty();
        }
    }

    private Connection connect() throws SQLException {
        var opened = source.getConnection();
        opened.setNetworkTimeout(Runnable::run, (int) TIMEOUT.toMillis());
        return opened;
    }

    private void disconnect() {
        var broken = connection;
        connection = null;
        if (broken == null) return;
        try {
            broken.close();
        } catch (SQLException e) {
            // It was broken already.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
