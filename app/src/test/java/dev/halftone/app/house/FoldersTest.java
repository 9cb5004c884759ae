package dev.halftone.app.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.app.Caller;
import dev.halftone.app.Form;
import dev.halftone.app.Patience;
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
class FoldersTest {
    @TempDir
    private static Path folder;

    private static Shop shop;
    private static Tenant tenant;
    private static Caller caller;

    @BeforeAll
    static void moveIn() {
        assumeTrue(Walls.hasUsualRights(), "root cannot give up its right to write everywhere here");
        shop = new Shop();
        tenant = Tenant.movesIn(
                folder, Walls.withoutPrivileges(), "--retry-first-delay", "100ms", "--max-attempts", "12");
        caller = tenant.caller();
    }

    @AfterAll
    static void moveOut() {
        if (tenant == null) return;
        caller.close();
        tenant.close();
        shop.close();
    }

    @AfterEach
    void leavesTheDatabaseWhole() {
        assertThat(Databases.integrity(data("database/halftone.db"))).isEqualTo("ok");
    }

    @Test
    void refusesUploadsWhileTheirFolderIsReadOnly() throws IOException {
        permit("uploads", "r-x------");

        var refused = caller.postCsv("/v1/requests", shop.catalogue(1));

        assertThat(refused.outcome()).isEqualTo("503 storage_failed");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.text()).doesNotContain(folder.toString());
        permit("uploads", "rwx------");
        assertEnds(caller.submit(shop.catalogue(1)), 1);
    }

    @Test
    void isNotReadyWhileUploadsCannotBeTaken() throws IOException {
        permit("uploads", "r-x------");

        var ready = caller.get("/health/ready");

        assertThat(ready.outcome()).isEqualTo("503 not_ready");
        assertThat(ready.at("/detail")).contains("uploads").doesNotContain(folder.toString());
        permit("uploads", "rwx------");
        assertThat(caller.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void triesImagesAgainWhileTheirFolderIsReadOnly() throws IOException {
        permit("images", "r-x------");

        var path = caller.submit(shop.catalogue(5));
        Patience.await(() -> caller.get(path + "/products").text().contains("storage_failed"));
        assertThat(caller.get("/health/ready").outcome()).isEqualTo("503 not_ready");
        permit("images", "rwx------");

        assertEnds(path, 5);
    }

    @Test
    void triesImagesAgainWhileTheirFolderIsGone() throws IOException {
        var path = caller.submit(shop.catalogue(2));
        assertEnds(path, 2);
        Files.move(data("images"), data("elsewhere"));

        var later = caller.submit(shop.catalogue(5));
        Patience.await(() -> caller.get(later + "/products").text().contains("storage_failed"));
        assertThat(caller.get("/health/ready").at("/detail")).contains("images");
        Files.move(data("elsewhere"), data("images"));

        assertEnds(later, 5);
        assertThat(caller.get(image(path)).status()).isEqualTo(200);
    }

    @Test
    void refusesFormsWhileTheirPartsCannotBeKept() throws IOException {
        permit("scratch/parts", "r-x------");

        var refused = caller.postForm("/v1/requests", Form.of(shop.catalogue(200)));

        assertThat(refused.outcome()).isEqualTo("503 storage_failed");
        permit("scratch/parts", "rwx------");
        assertEnds(caller.submit(shop.catalogue(1)), 1);
    }

    @Test
    void deletesARequestOnceItsImagesMayBeDeleted() throws IOException {
        var path = caller.submit(shop.catalogue(3));
        assertEnds(path, 3);
        var image = image(path);
        permit("images", "r-x------");

        assertThat(caller.delete(path).status()).isEqualTo(204);
        assertThat(caller.get(path).outcome()).isEqualTo("404 not_found");
        permit("images", "rwx------");

        Patience.await(() -> caller.get(image).status() == 404);
    }

    @Test
    void leavesNoUnfinishedFileBehind() throws IOException {
        var door = new CountDownLatch(1);
        var path = caller.submit(shop.catalogue(20, door));
        permit("images", "r-x------");
        door.countDown();
        Patience.await(() -> caller.get(path + "/products").text().contains("storage_failed"));
        permit("images", "rwx------");
        assertEnds(path, 20);

        try (var files = Files.list(data("images"))) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    private static void assertEnds(String path, int succeeded) {
        assertThat(Tenant.awaitEnd(caller, path).at("/images/succeeded")).isEqualTo("" + succeeded);
    }

    /// Where the first image of an ended request is served.
    private static String image(String path) {
        var url = caller.get(path + "/products").at("/items/0/images/0/output_url");
        return url.substring(url.indexOf("/processed_images/"));
    }

    private static Path data(String name) {
        return folder.resolve("data").resolve(name);
    }

    private static void permit(String name, String permissions) throws IOException {
        Files.setPosixFilePermissions(data(name), PosixFilePermissions.fromString(permissions));
    }
}
