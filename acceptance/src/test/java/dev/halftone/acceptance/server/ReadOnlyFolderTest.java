package dev.halftone.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.Sandbox;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.MultipartForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders of the data that may not be written to any more, or are gone.
class ReadOnlyFolderTest {
    @TempDir
    private static Path folder;

    private static ImageHostFixture imageHostFixture;
    private static ServerProcess serverProcess;
    private static ApiClient apiClient;

    @BeforeAll
    static void start() {
        assumeTrue(Sandbox.canDropPrivileges(), "root cannot give up its right to write everywhere here");
        imageHostFixture = new ImageHostFixture();
        serverProcess = ServerProcess.startReady(
                folder, Sandbox.withoutPrivileges(), "--retry-first-delay", "100ms", "--max-attempts", "12");
        apiClient = serverProcess.client();
    }

    @AfterAll
    static void stop() {
        if (serverProcess == null) return;
        apiClient.close();
        serverProcess.close();
        imageHostFixture.close();
    }

    @AfterEach
    void leavesTheDatabaseWhole() {
        assertThat(SqliteFile.integrityCheck(data("database/halftone.db"))).isEqualTo("ok");
    }

    @Test
    void refusesUploadsWhileTheirFolderIsReadOnly() throws IOException {
        permit("uploads", "r-x------");

        var refused = apiClient.postCsv("/v1/requests", imageHostFixture.catalog(1));

        assertThat(refused.statusAndCode()).isEqualTo("503 storage_failed");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.text()).doesNotContain(folder.toString());
        permit("uploads", "rwx------");
        assertEnds(apiClient.submit(imageHostFixture.catalog(1)), 1);
    }

    @Test
    void isNotReadyWhileUploadsCannotBeTaken() throws IOException {
        permit("uploads", "r-x------");

        var ready = apiClient.get("/health/ready");

        assertThat(ready.statusAndCode()).isEqualTo("503 not_ready");
        assertThat(ready.field("/detail")).contains("uploads").doesNotContain(folder.toString());
        permit("uploads", "rwx------");
        assertThat(apiClient.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void triesImagesAgainWhileTheirFolderIsReadOnly() throws IOException {
        permit("images", "r-x------");

        var path = apiClient.submit(imageHostFixture.catalog(5));
        Await.until(() -> apiClient.get(path + "/products").text().contains("storage_failed"));
        assertThat(apiClient.get("/health/ready").statusAndCode()).isEqualTo("503 not_ready");
        permit("images", "rwx------");

        assertEnds(path, 5);
    }

    @Test
    void triesImagesAgainWhileTheirFolderIsGone() throws IOException {
        var path = apiClient.submit(imageHostFixture.catalog(2));
        assertEnds(path, 2);
        Files.move(data("images"), data("elsewhere"));

        var later = apiClient.submit(imageHostFixture.catalog(5));
        Await.until(() -> apiClient.get(later + "/products").text().contains("storage_failed"));
        assertThat(apiClient.get("/health/ready").field("/detail")).contains("images");
        Files.move(data("elsewhere"), data("images"));

        assertEnds(later, 5);
        assertThat(apiClient.get(image(path)).status()).isEqualTo(200);
    }

    @Test
    void refusesFormsWhileTheirPartsCannotBeKept() throws IOException {
        permit("scratch/parts", "r-x------");

        var refused = apiClient.postForm("/v1/requests", MultipartForm.of(imageHostFixture.catalog(200)));

        assertThat(refused.statusAndCode()).isEqualTo("503 storage_failed");
        permit("scratch/parts", "rwx------");
        assertEnds(apiClient.submit(imageHostFixture.catalog(1)), 1);
    }

    @Test
    void deletesARequestOnceItsImagesMayBeDeleted() throws IOException {
        var path = apiClient.submit(imageHostFixture.catalog(3));
        assertEnds(path, 3);
        var image = image(path);
        permit("images", "r-x------");

        assertThat(apiClient.delete(path).status()).isEqualTo(204);
        assertThat(apiClient.get(path).statusAndCode()).isEqualTo("404 not_found");
        permit("images", "rwx------");

        Await.until(() -> apiClient.get(image).status() == 404);
    }

    @Test
    void leavesNoUnfinishedFileBehind() throws IOException {
        var door = new CountDownLatch(1);
        var path = apiClient.submit(imageHostFixture.catalog(20, door));
        permit("images", "r-x------");
        door.countDown();
        Await.until(() -> apiClient.get(path + "/products").text().contains("storage_failed"));
        permit("images", "rwx------");
        assertEnds(path, 20);

        try (var files = Files.list(data("images"))) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    private static void assertEnds(String path, int succeeded) {
        assertThat(ServerProcess.awaitCompleted(apiClient, path).field("/images/succeeded"))
                .isEqualTo("" + succeeded);
    }

    /// Where the first image of an ended request is served.
    private static String image(String path) {
        var url = apiClient.get(path + "/products").field("/items/0/images/0/output_url");
        return url.substring(url.indexOf("/processed_images/"));
    }

    private static Path data(String name) {
        return folder.resolve("data").resolve(name);
    }

    private static void permit(String name, String permissions) throws IOException {
        Files.setPosixFilePermissions(data(name), PosixFilePermissions.fromString(permissions));
    }
}
