package dev.halftone.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.Sandbox;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that is locked by another program, or moved away under the server.
class DatabaseFaultTest {
    @TempDir
    private static Path folder;

    private static ImageHostFixture imageHostFixture;
    private static ServerProcess serverProcess;
    private static ApiClient apiClient;

    @BeforeAll
    static void start() {
        imageHostFixture = new ImageHostFixture();
        serverProcess = ServerProcess.startReady(folder, Sandbox.none());
        apiClient = serverProcess.client();
    }

    @AfterAll
    static void stop() {
        apiClient.close();
        serverProcess.close();
        imageHostFixture.close();
    }

    @AfterEach
    void leavesTheDatabaseWhole() {
        assertThat(SqliteFile.integrityCheck(database())).isEqualTo("ok");
    }

    @Test
    void refusesUploadsWhileTheDatabaseIsLockedAndKeepsNothingOfThem() throws SQLException {
        try (var _ = SqliteFile.lock(database())) {
            var refused = apiClient.postCsv("/v1/requests", imageHostFixture.catalog(1));

            assertThat(refused.statusAndCode()).isEqualTo("503 storage_failed");
            assertThat(refused.field("/detail")).contains("locked by another program");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(folder.resolve("data/uploads")).isEmptyDirectory();
        }

        assertEnds(apiClient.submit(imageHostFixture.catalog(1)), 1);
    }

    @Test
    void answersWhatItKnowsWhileTheDatabaseIsLocked() throws SQLException {
        var path = apiClient.submit(imageHostFixture.catalog(2));
        assertEnds(path, 2);

        try (var _ = SqliteFile.lock(database())) {
            assertThat(apiClient.get(path).field("/status")).isEqualTo("completed");
            assertThat(apiClient.get(path + "/output.csv").status()).isEqualTo(200);
            assertThat(apiClient.get("/v1/requests").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesEveryChangeWhileTheDatabaseIsLocked() throws SQLException {
        var path = apiClient.submit(imageHostFixture.catalog(2));
        assertEnds(path, 2);

        try (var _ = SqliteFile.lock(database())) {
            assertThat(apiClient.delete(path).statusAndCode()).isEqualTo("503 storage_failed");
            assertThat(apiClient.post(path + "/cancel").statusAndCode()).isEqualTo("503 storage_failed");
        }

        assertThat(apiClient.delete(path).status()).isEqualTo(204);
    }

    @Test
    void saysInItsHealthThatTheDatabaseIsLocked() throws SQLException {
        try (var _ = SqliteFile.lock(database())) {
            Await.until(() -> apiClient.get("/health/ready").statusAndCode().equals("503 not_ready"));

            assertThat(apiClient.get("/health/ready").field("/detail")).contains("locked by another program");
            assertThat(apiClient.get("/health/live").status()).isEqualTo(200);
        }

        Await.until(() -> apiClient.get("/health/ready").status() == 200);
    }

    @Test
    void loadsNoImageTwiceBecauseTheDatabaseWasLockedMeanwhile() throws SQLException {
        var door = new CountDownLatch(1);
        var path = apiClient.submit(imageHostFixture.catalog(30, door));
        Await.until(() -> apiClient.get(path).field("/status").equals("processing"));

        try (var _ = SqliteFile.lock(database())) {
            door.countDown();
            Await.until(() -> serverProcess.output().contains("what was done is kept in memory"));
        }

        assertEnds(path, 30);
        assertThat(apiClient.get(path + "/products?limit=500").json().findValuesAsString("attempts"))
                .containsOnly("1");
    }

    @Test
    void acceptsNothingIntoADatabaseThatWasMovedAway() throws IOException {
        var elsewhere = folder.resolve("elsewhere.db");

        Files.move(database(), elsewhere);
        var refused = whileUnavailable(() ->
                apiClient.postCsv("/v1/requests", imageHostFixture.catalog(1)).statusAndCode());
        var ready = apiClient.get("/health/ready").field("/detail");
        Files.move(elsewhere, database());

        assertThat(refused).isEqualTo("503 storage_failed");
        assertThat(ready).contains("moved or replaced");
        assertEnds(apiClient.submit(imageHostFixture.catalog(1)), 1);
    }

    @Test
    void acceptsNothingIntoADatabaseThatWasReplaced() throws IOException {
        var original = folder.resolve("original.db");
        Files.move(database(), original);
        Files.copy(original, database());

        var refused = whileUnavailable(() ->
                apiClient.postCsv("/v1/requests", imageHostFixture.catalog(1)).statusAndCode());
        Files.delete(database());
        Files.move(original, database());

        assertThat(refused).isEqualTo("503 storage_failed");
        assertEnds(apiClient.submit(imageHostFixture.catalog(1)), 1);
    }

    /// Health is asked until the last write is long enough ago for it to look again.
    private static <T> T whileUnavailable(Supplier<T> look) {
        Await.until(() -> apiClient.get("/health/ready").status() == 503);
        return look.get();
    }

    private static void assertEnds(String path, int succeeded) {
        assertThat(ServerProcess.awaitCompleted(apiClient, path).field("/images/succeeded"))
                .isEqualTo("" + succeeded);
    }

    private static Path database() {
        return folder.resolve("data/database/halftone.db");
    }
}
