package dev.halftone.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers that cannot start, and servers that start after damage to the database.
class StartupTest {
    private static final int COULD_NOT_START = 1;

    @TempDir
    private Path folder;

    @Test
    void refusesADataFolderThatAnotherServerUses() {
        try (var first = launcher().serve();
                var second = launcher().startServer()) {
            assertThat(second.exitCode()).isEqualTo(COULD_NOT_START);
            assertThat(second.output()).contains("another Halftone is running on the data folder");
            assertThat(second.output()).doesNotContain("\tat ");
            assertThat(first.client().get("/health/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesAFileThatIsNotADatabase() throws IOException {
        Files.createDirectories(folder.resolve("data/database"));
        Files.writeString(dataFolder().database().file(), "this is not a database".repeat(100));

        try (var server = launcher().startServer()) {
            assertThat(server.exitCode()).isEqualTo(COULD_NOT_START);
            assertThat(server.output())
                    .contains("the database cannot be opened")
                    .contains("not a database");
            assertThat(server.output()).doesNotContain("\tat ");
        }
    }

    @Test
    void reportsADamagedDatabase() throws IOException {
        try (var server = launcher().serveInProcess("--roles", "api");
                var imageHost = new ImageHostFixture()) {
            for (var i = 0; i < 20; i++) server.client().submit(imageHost.catalog(1));
        }
        dataFolder().database().corrupt("requests_by_owner");

        try (var server = launcher().serveInProcess("--roles", "api");
                var imageHost = new ImageHostFixture()) {
            var rejected = server.client().postCsv("/v1/requests", imageHost.catalog(1));
            assertThat(rejected.statusAndCode()).isEqualTo("503 storage_failed");
            assertThat(rejected.field("/detail")).contains("damaged");
            assertThat(server.client().get("/v1/requests").statusAndCode()).isEqualTo("503 storage_failed");
            assertThat(server.client().get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    void saysInOneSentenceThatTheDatabaseIsDamaged() throws IOException {
        launcher().serveInProcess().close();
        // Its request is looked up at the start.
        Files.createFile(folder.resolve("data/uploads/5f2b1c9e8a7d4e6f9b3c2a1d0e4f5a6b.csv"));
        dataFolder().database().corrupt("sqlite_autoindex_requests_1");

        try (var server = launcher().startServer()) {
            assertThat(server.exitCode()).isEqualTo(COULD_NOT_START);
            assertThat(server.output())
                    .contains("halftone: the database cannot be opened: the database file is damaged: ")
                    .contains("halftone.db; restore it from a backup")
                    .doesNotContain("unexpected error", "\tat ");
        }
    }

    @Test
    void losesNothingWhenTheWalFileIsDeleted() throws IOException {
        var path = "";
        try (var server = launcher().serveInProcess();
                var imageHost = new ImageHostFixture()) {
            path = server.client().submit(imageHost.catalog(2));
            server.request(path).awaitCompleted();
            Files.delete(folder.resolve("data/database/halftone.db-wal"));
            Await.until(() -> server.client().get("/health/ready").status() == 503);
            assertThat(server.client()
                            .postCsv("/v1/requests", imageHost.catalog(1))
                            .statusAndCode())
                    .isEqualTo("503 storage_failed");
        }

        try (var server = launcher().serveInProcess()) {
            assertThat(server.client().get(path).field("/images/succeeded")).isEqualTo("2");
        }
        assertThat(dataFolder().database().integrityCheck()).containsExactly("ok");
    }

    @Test
    void deletesExpiredRequestsButNotSharedImages() {
        try (var imageHost = new ImageHostFixture();
                var server = launcher().serveInProcess()) {
            var csv = imageHost.catalog(3);
            var old = server.client().submit(csv);
            server.request(old).awaitCompleted();
            var young = server.client().submit(csv);
            assertThat(server.request(young).awaitCompleted().field("/images/reused"))
                    .isEqualTo("3");

            server.client().delete(old);

            Await.until(() -> dataFolder().images().size() == 3);
            var url = server.client().get(young + "/products").field("/items/0/images/0/output_url");
            assertThat(server.client()
                            .get(url.substring(url.indexOf("/processed_images/")))
                            .status())
                    .isEqualTo(200);
        }

        dataFolder().makeCleanUpDue();
        try (var server = launcher().serveInProcess("--retention", "1ms")) {
            Await.until(() -> dataFolder().images().size() == 0);
            assertThat(server.client().get("/v1/requests").json().at("/items").size())
                    .isZero();
        }
    }

    private ServerProcess.Launcher launcher() {
        return ServerProcess.in(folder);
    }

    private DataFolder dataFolder() {
        return new DataFolder(folder.resolve("data"));
    }
}
