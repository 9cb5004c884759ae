package dev.halftone.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that another program locks, moves or replaces while the server runs.
class DatabaseFaultTest {
    @TempDir
    private static Path folder;

    private static ImageHostFixture imageHost;
    private static ServerProcess server;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        imageHost = new ImageHostFixture();
        server = ServerProcess.in(folder).serve();
        client = server.client();
    }

    @AfterAll
    static void stop() {
        server.close();
        imageHost.close();
    }

    @AfterEach
    void databaseIsIntact() {
        assertThat(database().integrityCheck()).containsExactly("ok");
    }

    @Test
    void rejectsUploadsAndKeepsNoFileWhileTheDatabaseIsLocked() throws SQLException {
        var before = uploads();
        try (var _ = database().lock()) {
            var rejected = client.postCsv("/v1/requests", imageHost.catalog(1));

            assertThat(rejected.statusAndCode()).isEqualTo("503 storage_failed");
            assertThat(rejected.field("/detail")).contains("locked by another program");
            assertThat(rejected.header("Retry-After")).isNotEmpty();
            assertThat(uploads()).isEqualTo(before);
        }

        assertSucceeds(client.submit(imageHost.catalog(1)), 1);
    }

    @Test
    void answersReadsWhileTheDatabaseIsLocked() throws SQLException {
        var path = client.submit(imageHost.catalog(2));
        assertSucceeds(path, 2);

        try (var _ = database().lock()) {
            assertThat(client.get(path).field("/status")).isEqualTo("completed");
            assertThat(client.get(path + "/output.csv").status()).isEqualTo(200);
            assertThat(client.get("/v1/requests").status()).isEqualTo(200);
        }
    }

    @Test
    void rejectsChangesWhileTheDatabaseIsLocked() throws SQLException {
        var path = client.submit(imageHost.catalog(2));
        assertSucceeds(path, 2);

        try (var _ = database().lock()) {
            assertThat(client.delete(path).statusAndCode()).isEqualTo("503 storage_failed");
            assertThat(client.post(path + "/cancel").statusAndCode()).isEqualTo("503 storage_failed");
        }

        assertThat(client.delete(path).status()).isEqualTo(204);
    }

    @Test
    void isNotReadyWhileTheDatabaseIsLocked() throws SQLException {
        try (var _ = database().lock()) {
            Await.until(() -> client.get("/health/ready").statusAndCode().equals("503 not_ready"));

            assertThat(client.get("/health/ready").field("/detail")).contains("locked by another program");
            assertThat(client.get("/health/live").status()).isEqualTo(200);
        }

        Await.until(() -> client.get("/health/ready").status() == 200);
    }

    @Test
    void fetchesNoImageTwiceAfterTheDatabaseWasLocked() throws SQLException {
        var gate = new CountDownLatch(1);
        var path = client.submit(imageHost.catalog(30, gate));
        Await.until(() -> client.get(path).field("/status").equals("processing"));

        try (var _ = database().lock()) {
            gate.countDown();
            Await.until(() -> server.output().contains("results are kept in memory"));
        }

        assertSucceeds(path, 30);
        assertThat(client.get(path + "/products?limit=500").json().findValuesAsString("attempts"))
                .containsOnly("1");
    }

    @Test
    void rejectsUploadsAfterTheDatabaseWasMoved() throws IOException {
        var elsewhere = folder.resolve("elsewhere.db");

        Files.move(database().file(), elsewhere);
        var rejected = whileUnavailable(
                () -> client.postCsv("/v1/requests", imageHost.catalog(1)).statusAndCode());
        var ready = client.get("/health/ready").field("/detail");
        Files.move(elsewhere, database().file());

        assertThat(rejected).isEqualTo("503 storage_failed");
        assertThat(ready).contains("moved or replaced");
        assertSucceeds(client.submit(imageHost.catalog(1)), 1);
    }

    @Test
    void rejectsUploadsAfterTheDatabaseWasReplaced() throws IOException {
        var original = folder.resolve("original.db");
        Files.move(database().file(), original);
        Files.copy(original, database().file());

        var rejected = whileUnavailable(
                () -> client.postCsv("/v1/requests", imageHost.catalog(1)).statusAndCode());
        Files.delete(database().file());
        Files.move(original, database().file());

        assertThat(rejected).isEqualTo("503 storage_failed");
        assertSucceeds(client.submit(imageHost.catalog(1)), 1);
    }

    /// Waits until the server is not ready: it checks the database again some time after its last write.
    private static <T> T whileUnavailable(Supplier<T> action) {
        Await.until(() -> client.get("/health/ready").status() == 503);
        return action.get();
    }

    private static void assertSucceeds(String path, int succeeded) {
        var status = server.request(path).awaitCompleted();
        assertThat(status.field("/images/succeeded")).isEqualTo("" + succeeded);
    }

    private static DataFolder.Database database() {
        return new DataFolder(folder.resolve("data")).database();
    }

    private static List<Path> uploads() {
        return new DataFolder(folder.resolve("data")).uploads();
    }
}
