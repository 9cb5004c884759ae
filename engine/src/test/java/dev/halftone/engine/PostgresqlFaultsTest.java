package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halftone.engine.database.Database;
import dev.halftone.engine.request.Request;
import dev.halftone.testkit.Await;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests how an engine gets along with a PostgreSQL server that answers, but does not do what it is asked.
@Tag("slow")
class PostgresqlFaultsTest {
    private static final String CSV = "Serial Number,Product Name,Input Image URLs\r\n1,Chair,http://a/1.jpg\r\n";
    private static final int MAX_CONNECTIONS = 14;
    private static final AtomicInteger databases = new AtomicInteger();

    private static EmbeddedPostgres server;

    @TempDir
    private Path folder;

    private Optional<EngineFixture> engine = Optional.empty();

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", Integer.toString(MAX_CONNECTIONS))
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("wal_level", "replica")
                .setServerConfig("max_wal_senders", "1")
                .start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @AfterEach
    void close() {
        engine.ifPresent(EngineFixture::close);
    }

    private EngineFixture open(String database) {
        engine = Optional.of(new EngineFixture(folder, database));
        return engine.get();
    }

    @Test
    void saysThatTheDatabaseIsReadOnlyAndGoesOnWhenItIsNot() throws SQLException {
        var fixture = open(database());
        fixture.engine().startWorkers();

        setting("default_transaction_read_only", "on");
        Await.until(() -> fixture.engine().problem().equals(Optional.of("the database cannot be written to")));
        var rejected = fixture.submit(CSV, Optional.empty(), Optional.empty());
        setting("default_transaction_read_only", "off");
        Await.until(() -> fixture.engine().problem().isEmpty());

        assertThat(rejected).isInstanceOf(SubmitResult.NotStored.class);
        assertThat(fixture.awaitCompleted(fixture.accept(CSV)).counts().succeeded())
                .isEqualTo(1);
    }

    @Test
    void keepsTheUploadOfARequestWhoseCommitWaitsForAStandby() throws SQLException {
        var fixture = open(database() + "&socketTimeout=2");

        setting("synchronous_standby_names", "away");
        // The server obeys a moment later.
        var failure =
                Await.until(() -> Optional.ofNullable(catchThrowable(() -> fixture.accept(CSV))), Optional::isPresent);
        var before = all(fixture).size();
        setting("synchronous_standby_names", "");
        Await.until(() -> all(fixture).size() > before);
        fixture.engine().startWorkers();

        assertThat(failure.orElseThrow()).hasMessageContaining("during a commit");
        for (var request : all(fixture)) {
            assertThat(fixture.awaitCompleted(request).counts().succeeded()).isEqualTo(1);
        }
    }

    @Test
    void startsAsSoonAsTheServerHasAFreeConnection() throws Exception {
        var database = database();
        var others = takeAllConnections();
        try {
            var opening = new FutureTask<>(() -> open(database));
            Thread.ofVirtual().start(opening);
            assertThat(catchThrowable(() -> DriverManager.getConnection(database)))
                    .hasMessageContaining("too many clients");

            for (var other : others) other.close();

            assertThat(opening.get().accept(CSV)).isNotNull();
        } finally {
            for (var other : others) other.close();
        }
    }

    @Test
    void waitsForAConnectionWhenTheServerHasNoMore() throws Exception {
        var fixture = open(database());
        var others = takeAllConnections();
        try {
            var results =
                    runConcurrently(MAX_CONNECTIONS * 2, () -> fixture.submit(CSV, Optional.empty(), Optional.empty()));

            assertThat(results).hasOnlyElementsOfType(SubmitResult.Accepted.class);
        } finally {
            for (var other : others) other.close();
        }
    }

    @Test
    void getsAlongWithTwoConnections() throws Exception {
        var fixture = EngineFixture.withConnections(folder, database(), Database.MIN_CONNECTIONS);
        engine = Optional.of(fixture);
        fixture.engine().startWorkers();

        var results = runConcurrently(40, () -> fixture.submit(CSV, Optional.empty(), Optional.empty()));

        assertThat(results).hasOnlyElementsOfType(SubmitResult.Accepted.class);
        for (var result : results) {
            var request = ((SubmitResult.Accepted) result).request();
            assertThat(fixture.awaitCompleted(request).counts().succeeded()).isEqualTo(1);
        }
        assertThat(connections()).isLessThanOrEqualTo(Database.MIN_CONNECTIONS);
    }

    @Test
    void tellsHowManyTransactionsAgoTheOldestSnapshotWasTaken() throws SQLException {
        var database = database();
        var fixture = open(database);
        try (var session = DriverManager.getConnection(database)) {
            session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            session.setAutoCommit(false);
            session.createStatement().executeQuery("select 1 from requests").close();

            for (var i = 0; i < 5; i++) fixture.accept(CSV);

            assertThat(fixture.engine().requests().oldestSnapshotAge()).isGreaterThanOrEqualTo(5);
        }
        Await.until(() -> fixture.engine().requests().oldestSnapshotAge() < 5);
    }

    private static List<Request> all(EngineFixture fixture) {
        return fixture.engine().requests().newestFirst("", Long.MAX_VALUE, 500);
    }

    /// A new database of the server.
    private static String database() throws SQLException {
        var name = "halftone_" + databases.incrementAndGet();
        execute("create database " + name);
        return server.getJdbcUrl("postgres", name);
    }

    /// Changes a setting of the server for all sessions.
    private static void setting(String name, String value) throws SQLException {
        execute(
                "set synchronous_commit = local; set default_transaction_read_only = off",
                "alter system set " + name + " = '" + value + "'",
                "select pg_reload_conf()");
    }

    private static void execute(String... statements) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) statement.execute(sql);
        }
    }

    private static int connections() throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from pg_stat_activity where datname = 'halftone_" + databases.get() + "'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static List<Connection> takeAllConnections() {
        var taken = new ArrayList<Connection>();
        while (true) {
            try {
                taken.add(server.getPostgresDatabase().getConnection());
            } catch (SQLException e) {
                return taken;
            }
        }
    }

    private static <T> List<T> runConcurrently(int times, Callable<T> call) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(times, call)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }
}
