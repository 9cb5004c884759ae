package dev.halftone.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.Sandbox;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server says that cannot start, and what one finds that starts after a mishap.
class StartupTest {
    private static final int COULD_NOT_START = 1;

    @TempDir
    private Path folder;

    @Test
    void leavesAFolderAloneThatAnotherServerUses() {
        try (var first = ServerProcess.startReady(folder, Sandbox.none());
                var apiClient = first.client();
                var second = ServerProcess.start(folder, Sandbox.none())) {
            assertThat(second.exitCode()).isEqualTo(COULD_NOT_START);
            assertThat(second.output()).contains("another Halftone is running on the data folder");
            assertThat(second.output()).doesNotContain("\tat ");
            assertThat(apiClient.get("/health/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Files.createDirectories(folder.resolve("data/database"));
        Files.writeString(database(), "this is not a database".repeat(100));

        try (var serverProcess = ServerProcess.start(folder, Sandbox.none())) {
            assertThat(serverProcess.exitCode()).isEqualTo(COULD_NOT_START);
            assertThat(serverProcess.output())
                    .contains("the database cannot be opened")
                    .contains("not a database");
            assertThat(serverProcess.output()).doesNotContain("\tat ");
        }
    }

    @Test
    void answersThatTheDatabaseIsDamaged() throws IOException {
        try (var serverProcess = ServerProcess.startReady(folder, Sandbox.none(), "--roles", "api");
                var imageHostFixture = new ImageHostFixture();
                var apiClient = serverProcess.client()) {
            for (var i = 0; i < 20; i++) apiClient.submit(imageHostFixture.catalog(1));
            serverProcess.terminate();
        }
        SqliteFile.corrupt(database(), "requests_by_owner");

        try (var serverProcess = ServerProcess.startReady(folder, Sandbox.none(), "--roles", "api");
                var imageHostFixture = new ImageHostFixture();
                var apiClient = serverProcess.client()) {
            var refused = apiClient.postCsv("/v1/requests", imageHostFixture.catalog(1));
            assertThat(refused.statusAndCode()).isEqualTo("503 storage_failed");
            assertThat(refused.field("/detail")).contains("damaged");
            assertThat(apiClient.get("/v1/requests").statusAndCode()).isEqualTo("503 storage_failed");
            assertThat(apiClient.get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    void losesNothingWhenTheLogOfTheDatabaseIsDeletedUnderIt() throws IOException {
        var path = "";
        try (var serverProcess = ServerProcess.startReady(folder, Sandbox.none());
                var imageHostFixture = new ImageHostFixture();
                var apiClient = serverProcess.client()) {
            path = apiClient.submit(imageHostFixture.catalog(2));
            ServerProcess.awaitCompleted(apiClient, path);
            Files.delete(folder.resolve("data/database/halftone.db-wal"));
            Await.until(() -> apiClient.get("/health/ready").status() == 503);
            assertThat(apiClient
                            .postCsv("/v1/requests", imageHostFixture.catalog(1))
                            .statusAndCode())
                    .isEqualTo("503 storage_failed");
            serverProcess.terminate();
        }

        try (var serverProcess = ServerProcess.startReady(folder, Sandbox.none());
                var apiClient = serverProcess.client()) {
            assertThat(apiClient.get(path).field("/images/succeeded")).isEqualTo("2");
        }
        assertThat(SqliteFile.integrityCheck(database())).isEqualTo("ok");
    }

    @Test
    void retiresRequestsWhoseTimeIsUpButNotTheImagesThatOthersUse() {
        try (var imageHostFixture = new ImageHostFixture();
                var serverProcess = ServerProcess.startReady(folder, Sandbox.none());
                var apiClient = serverProcess.client()) {
            var csv = imageHostFixture.catalog(3);
            var old = apiClient.submit(csv);
            ServerProcess.awaitCompleted(apiClient, old);
            var young = apiClient.submit(csv);
            assertThat(ServerProcess.awaitCompleted(apiClient, young).field("/images/reused"))
                    .isEqualTo("3");

            apiClient.delete(old);

            Await.until(() -> files("data/images") == 3);
            var url = apiClient.get(young + "/products").field("/items/0/images/0/output_url");
            assertThat(apiClient
                            .get(url.substring(url.indexOf("/processed_images/")))
                            .status())
                    .isEqualTo(200);
            serverProcess.terminate();
        }

        // It comes once an hour, and has just been.
        SqliteFile.update("update scheduled_tasks set execution_time = 0 where task_name = 'sweep'", database());
        try (var serverProcess = ServerProcess.startReady(folder, Sandbox.none(), "--retention", "1ms");
                var apiClient = serverProcess.client()) {
            Await.until(() -> files("data/images") == 0);
            assertThat(apiClient.get("/v1/requests").json().at("/items").size()).isZero();
        }
    }

    private Path database() {
        return folder.resolve("data/database/halftone.db");
    }

    private long files(String name) {
        try (var files = Files.list(folder.resolve(name))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
