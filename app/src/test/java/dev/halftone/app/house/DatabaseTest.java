package dev.halftone.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Caller;
import dev.halftone.app.Patience;
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
class DatabaseTest {
    @TempDir
    private static Path folder;

    private static Shop shop;
    private static Tenant tenant;
    private static Caller caller;

    @BeforeAll
    static void moveIn() {
        shop = new Shop();
        tenant = Tenant.movesIn(folder, Walls.usual());
        caller = tenant.caller();
    }

    @AfterAll
    static void moveOut() {
        caller.close();
        tenant.close();
        shop.close();
    }

    @AfterEach
    void leavesTheDatabaseWhole() {
        assertThat(Databases.integrity(database())).isEqualTo("ok");
    }

    @Test
    void refusesUploadsWhileTheDatabaseIsLockedAndKeepsNothingOfThem() throws SQLException {
        try (var _ = Databases.lock(database())) {
            var refused = caller.postCsv("/v1/requests", shop.catalogue(1));

            assertThat(refused.outcome()).isEqualTo("503 storage_failed");
            assertThat(refused.at("/detail")).contains("locked by another program");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(folder.resolve("data/uploads")).isEmptyDirectory();
        }

        assertEnds(caller.submit(shop.catalogue(1)), 1);
    }

    @Test
    void answersWhatItKnowsWhileTheDatabaseIsLocked() throws SQLException {
        var path = caller.submit(shop.catalogue(2));
        assertEnds(path, 2);

        try (var _ = Databases.lock(database())) {
            assertThat(caller.get(path).at("/status")).isEqualTo("completed");
            assertThat(caller.get(path + "/output.csv").status()).isEqualTo(200);
            assertThat(caller.get("/v1/requests").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesEveryChangeWhileTheDatabaseIsLocked() throws SQLException {
        var path = caller.submit(shop.catalogue(2));
        assertEnds(path, 2);

        try (var _ = Databases.lock(database())) {
            assertThat(caller.delete(path).outcome()).isEqualTo("503 storage_failed");
            assertThat(caller.post(path + "/cancel").outcome()).isEqualTo("503 storage_failed");
        }

        assertThat(caller.delete(path).status()).isEqualTo(204);
    }

    @Test
    void saysInItsHealthThatTheDatabaseIsLocked() throws SQLException {
        try (var _ = Databases.lock(database())) {
            Patience.await(() -> caller.get("/health/ready").outcome().equals("503 not_ready"));

            assertThat(caller.get("/health/ready").at("/detail")).contains("locked by another program");
            assertThat(caller.get("/health/live").status()).isEqualTo(200);
        }

        Patience.await(() -> caller.get("/health/ready").status() == 200);
    }

    @Test
    void loadsNoImageTwiceBecauseTheDatabaseWasLockedMeanwhile() throws SQLException {
        var door = new CountDownLatch(1);
        var path = caller.submit(shop.catalogue(30, door));
        Patience.await(() -> caller.get(path).at("/status").equals("processing"));

        try (var _ = Databases.lock(database())) {
            door.countDown();
            Patience.await(() -> tenant.said().contains("what was done is kept in memory"));
        }

        assertEnds(path, 30);
        assertThat(caller.get(path + "/products?limit=500").json().findValuesAsString("attempts"))
                .containsOnly("1");
    }

    @Test
    void acceptsNothingIntoADatabaseThatWasMovedAway() throws IOException {
        var elsewhere = folder.resolve("elsewhere.db");

        Files.move(database(), elsewhere);
        var refused = whileItLasts(
                () -> caller.postCsv("/v1/requests", shop.catalogue(1)).outcome());
        var ready = caller.get("/health/ready").at("/detail");
        Files.move(elsewhere, database());

        assertThat(refused).isEqualTo("503 storage_failed");
        assertThat(ready).contains("moved or replaced");
        assertEnds(caller.submit(shop.catalogue(1)), 1);
    }

    @Test
    void acceptsNothingIntoADatabaseThatWasReplaced() throws IOException {
        var original = folder.resolve("original.db");
        Files.move(database(), original);
        Files.copy(original, database());

        var refused = whileItLasts(
                () -> caller.postCsv("/v1/requests", shop.catalogue(1)).outcome());
        Files.delete(database());
        Files.move(original, database());

        assertThat(refused).isEqualTo("503 storage_failed");
        assertEnds(caller.submit(shop.catalogue(1)), 1);
    }

    /// Health is asked until the last write is long enough ago for it to look again.
    private static <T> T whileItLasts(Supplier<T> look) {
        Patience.await(() -> caller.get("/health/ready").status() == 503);
        return look.get();
    }

    private static void assertEnds(String path, int succeeded) {
        assertThat(Tenant.awaitEnd(caller, path).at("/images/succeeded")).isEqualTo("" + succeeded);
    }

    private static Path database() {
        return folder.resolve("data/database/halftone.db");
    }
}
