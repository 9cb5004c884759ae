package dev.halftone.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server says that cannot start, and what one finds that starts after a mishap.
class MovingInTest {
    private static final int COULD_NOT_START = 1;

    @TempDir
    private Path folder;

    @Test
    void leavesAFolderAloneThatAnotherServerUses() {
        try (var first = Tenant.movesIn(folder, Walls.usual());
                var caller = first.caller();
                var second = Tenant.starts(folder, Walls.usual())) {
            assertThat(second.exitCode()).isEqualTo(COULD_NOT_START);
            assertThat(second.said()).contains("another Halftone is running on the data folder");
            assertThat(second.said()).doesNotContain("\tat ");
            assertThat(caller.get("/health/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Files.createDirectories(folder.resolve("data/database"));
        Files.writeString(database(), "this is not a database".repeat(100));

        try (var tenant = Tenant.starts(folder, Walls.usual())) {
            assertThat(tenant.exitCode()).isEqualTo(COULD_NOT_START);
            assertThat(tenant.said()).contains("the database cannot be opened").contains("not a database");
            assertThat(tenant.said()).doesNotContain("\tat ");
        }
    }

    @Test
    void answersThatTheDatabaseIsDamaged() throws IOException {
        try (var tenant = Tenant.movesIn(folder, Walls.usual(), "--roles", "api");
                var shop = new Shop();
                var caller = tenant.caller()) {
            for (var i = 0; i < 20; i++) caller.submit(shop.catalogue(1));
            tenant.moveOut();
        }
        Databases.damage(database(), "requests_by_owner");

        try (var tenant = Tenant.movesIn(folder, Walls.usual(), "--roles", "api");
                var shop = new Shop();
                var caller = tenant.caller()) {
            var refused = caller.postCsv("/v1/requests", shop.catalogue(1));
            assertThat(refused.outcome()).isEqualTo("503 storage_failed");
            assertThat(refused.at("/detail")).contains("damaged");
            assertThat(caller.get("/v1/requests").outcome()).isEqualTo("503 storage_failed");
            assertThat(caller.get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    void losesNothingWhenTheLogOfTheDatabaseIsDeletedUnderIt() throws IOException {
        var path = "";
        try (var tenant = Tenant.movesIn(folder, Walls.usual());
                var shop = new Shop();
                var caller = tenant.caller()) {
            path = caller.submit(shop.catalogue(2));
            Tenant.awaitEnd(caller, path);
            Files.delete(folder.resolve("data/database/halftone.db-wal"));
            Patience.await(() -> caller.get("/health/ready").status() == 503);
            assertThat(caller.postCsv("/v1/requests", shop.catalogue(1)).outcome())
                    .isEqualTo("503 storage_failed");
            tenant.moveOut();
        }

        try (var tenant = Tenant.movesIn(folder, Walls.usual());
                var caller = tenant.caller()) {
            assertThat(caller.get(path).at("/images/succeeded")).isEqualTo("2");
        }
        assertThat(Databases.integrity(database())).isEqualTo("ok");
    }

    @Test
    void retiresRequestsWhoseTimeIsUpButNotTheImagesThatOthersUse() {
        try (var shop = new Shop();
                var tenant = Tenant.movesIn(folder, Walls.usual());
                var caller = tenant.caller()) {
            var csv = shop.catalogue(3);
            var old = caller.submit(csv);
            Tenant.awaitEnd(caller, old);
            var young = caller.submit(csv);
            assertThat(Tenant.awaitEnd(caller, young).at("/images/reused")).isEqualTo("3");

            caller.delete(old);

            Patience.await(() -> files("data/images") == 3);
            var url = caller.get(young + "/products").at("/items/0/images/0/output_url");
            assertThat(caller.get(url.substring(url.indexOf("/processed_images/")))
                            .status())
                    .isEqualTo(200);
            tenant.moveOut();
        }

        // It comes once an hour, and has just been.
        Databases.run("update scheduled_tasks set execution_time = 0 where task_name = 'sweep'", database());
        try (var tenant = Tenant.movesIn(folder, Walls.usual(), "--retention", "1ms");
                var caller = tenant.caller()) {
            Patience.await(() -> files("data/images") == 0);
            assertThat(caller.get("/v1/requests").json().at("/items").size()).isZero();
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
