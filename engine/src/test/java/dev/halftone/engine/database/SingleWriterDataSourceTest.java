package dev.halftone.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class SingleWriterDataSourceTest {
    private final Queue<String> served = new ConcurrentLinkedQueue<>();
    private final Queue<Connection> discarded = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    private SingleWriterDataSource fair;

    @BeforeEach
    void open() {
        var sqlite = new SQLiteDataSource();
        sqlite.setUrl(url());
        sqlite.setTransactionMode("IMMEDIATE");
        fair = new SingleWriterDataSource(sqlite, discarded::add);
    }

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("some.db");
    }

    @Test
    void servesInOrderOfArrival() throws Exception {
        var waiters = new ArrayList<Thread>();
        var busy = fair.getConnection();
        for (var name : List.of("first", "second", "third")) waiters.add(waiting(name));

        busy.close();
        serve("the busy one again");
        for (var waiter : waiters) waiter.join();

        assertThat(served).containsExactly("first", "second", "third", "the busy one again");
    }

    @Test
    void releasesPermitOnce() throws Exception {
        Connection ended = fair.getConnection();
        ended.close();
        var next = fair.getConnection();

        ended.close();
        var waiter = waiting("another");

        assertThat(fair.waiting()).isEqualTo(1);
        next.close();
        waiter.join();
    }

    @Test
    void passesOnDatabaseExceptions() throws Exception {
        try (var connection = fair.getConnection();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("nonsense")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> connection.prepareStatement("nonsense")).isInstanceOf(SQLException.class);
        }

        serve("somebody");

        assertThat(served).containsExactly("somebody");
    }

    @Test
    void keepsConnectionAfterSuccessfulTransactions() throws Exception {
        try (var connection = fair.getConnection()) {
            connection.setAutoCommit(false);
            connection.commit();
            connection.setAutoCommit(true);
        }

        assertThat(discarded).isEmpty();
    }

    @Test
    void discardsAConnectionWhoseTransactionDidNotBegin() throws Exception {
        try (var other = DriverManager.getConnection(url());
                var lock = other.createStatement();
                var connection = fair.getConnection()) {
            lock.execute("begin immediate");
            connection.createStatement().execute("pragma busy_timeout = 0");

            assertThatThrownBy(() -> connection.setAutoCommit(false)).hasMessageContaining("SQLITE_BUSY");
        }

        assertThat(discarded).hasSize(1);
    }

    @Test
    void interruptsWaitingThread() throws Exception {
        var busy = fair.getConnection();
        var waiter = waiting("nobody");

        waiter.interrupt();
        waiter.join();
        busy.close();

        assertThat(served).containsExactly("interrupted");
    }

    /// A thread that waits for its turn by now.
    private Thread waiting(String name) {
        var ahead = fair.waiting();
        var thread = Thread.startVirtualThread(() -> serve(name));
        while (fair.waiting() == ahead) Thread.onSpinWait();
        return thread;
    }

    private void serve(String name) {
        try (var _ = fair.getConnection()) {
            served.add(name);
        } catch (SQLException e) {
            served.add("interrupted");
        }
    }
}
