package dev.halftone.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.acceptance.DataFolder;
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

/// Subfolders of the data folder that become read-only, or are moved away.
class ReadOnlyFolderTest {
    @TempDir
    private static Path folder;

    private static ImageHostFixture imageHost;
    private static ServerProcess server;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        assumeTrue(Sandbox.canDropPrivileges(), "root cannot drop its right to write everywhere here");
        imageHost = new ImageHostFixture();
        server = ServerProcess.in(folder)
                .within(Sandbox.withoutPrivileges())
                .serve("--retry-first-delay", "100ms", "--max-attempts", "12");
        client = server.client();
    }

    @AfterAll
    static void stop() {
        if (server == null) return;
        server.close();
        imageHost.close();
    }

    @AfterEach
    void databaseIsIntact() {
        assertThat(dataFolder().database().integrityCheck()).containsExactly("ok");
    }

    @Test
    void rejectsUploadsWhileTheirFolderIsReadOnly() throws IOException {
        setPermissions("uploads", "r-x------");

        var rejected = client.postCsv("/v1/requests", imageHost.catalog(1));

        assertThat(rejected.statusAndCode()).isEqualTo("503 storage_failed");
        assertThat(rejected.header("Retry-After")).isNotEmpty();
        assertThat(rejected.text()).doesNotContain(folder.toString());
        setPermissions("uploads", "rwx------");
        assertSucceeds(client.submit(imageHost.catalog(1)), 1);
    }

    @Test
    void isNotReadyWhileTheUploadFolderIsReadOnly() throws IOException {
        setPermissions("uploads", "r-x------");

        var ready = client.get("/health/ready");

        assertThat(ready.statusAndCode()).isEqualTo("503 not_ready");
        assertThat(ready.field("/detail")).contains("uploads").doesNotContain(folder.toString());
        setPermissions("uploads", "rwx------");
        assertThat(client.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void retriesImagesWhileTheirFolderIsReadOnly() throws IOException {
        setPermissions("images", "r-x------");

        var path = client.submit(imageHost.catalog(5));
        Await.until(() -> client.get(path + "/products").text().contains("storage_failed"));
        assertThat(client.get("/health/ready").statusAndCode()).isEqualTo("503 not_ready");
        setPermissions("images", "rwx------");

        assertSucceeds(path, 5);
    }

    @Test
    void retriesImagesWhileTheirFolderIsMissing() throws IOException {
        var path = client.submit(imageHost.catalog(2));
        assertSucceeds(path, 2);
        Files.move(data("images"), data("elsewhere"));

        var later = client.submit(imageHost.catalog(5));
        Await.until(() -> client.get(later + "/products").text().contains("storage_failed"));
        assertThat(client.get("/health/ready").field("/detail")).contains("images");
        Files.move(data("elsewhere"), data("images"));

        assertSucceeds(later, 5);
        assertThat(client.get(imagePath(path)).status()).isEqualTo(200);
    }

    @Test
    void rejectsFormsWhileTheirFolderIsReadOnly() throws IOException {
        setPermissions("scratch/parts", "r-x------");

        var rejected = client.postForm("/v1/requests", MultipartForm.of(imageHost.catalog(200)));

        assertThat(rejected.statusAndCode()).isEqualTo("503 storage_failed");
        setPermissions("scratch/parts", "rwx------");
        assertSucceeds(client.submit(imageHost.catalog(1)), 1);
    }

    @Test
    void deletesImagesOnceTheirFolderIsWritable() throws IOException {
        var path = client.submit(imageHost.catalog(3));
        assertSucceeds(path, 3);
        var image = imagePath(path);
        setPermissions("images", "r-x------");

        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.get(path).statusAndCode()).isEqualTo("404 not_found");
        setPermissions("images", "rwx------");

        Await.until(() -> client.get(image).status() == 404);
    }

    @Test
    void leavesNoPartialFile() throws IOException {
        var gate = new CountDownLatch(1);
        var path = client.submit(imageHost.catalog(20, gate));
        setPermissions("images", "r-x------");
        gate.countDown();
        Await.until(() -> client.get(path + "/products").text().contains("storage_failed"));
        setPermissions("images", "rwx------");
        assertSucceeds(path, 20);

        assertThat(dataFolder().partialFiles()).isEmpty();
    }

    private static void assertSucceeds(String path, int succeeded) {
        var status = server.request(path).awaitCompleted();
        assertThat(status.field("/images/succeeded")).isEqualTo("" + succeeded);
    }

    /// Returns the path of the first published image of a completed request.
    private static String imagePath(String path) {
        var url = client.get(path + "/products").field("/items/0/images/0/output_url");
        return url.substring(url.indexOf("/processed_images/"));
    }

    private static Path data(String name) {
        return dataFolder().path().resolve(name);
    }

    private static DataFolder dataFolder() {
        return new DataFolder(folder.resolve("data"));
    }

    private static void setPermissions(String name, String permissions) throws IOException {
        Files.setPosixFilePermissions(data(name), PosixFilePermissions.fromString(permissions));
    }
}
