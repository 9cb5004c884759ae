package dev.halftone.app.house;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.app.Caller;
import dev.halftone.app.Patience;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data folder on a disk of 24 MB that a test fills to the last byte.
class FullDiskTest {
    @TempDir
    private static Path folder;

    private static Shop shop;
    private static Tenant tenant;
    private static Caller caller;

    @BeforeAll
    static void moveIn() throws IOException {
        var data = Files.createDirectory(folder.resolve("data"));
        assumeTrue(Walls.hasOwnDisks(data), "no file system of a limited size can be mounted here");
        shop = new Shop();
        tenant =
                Tenant.movesIn(folder, Walls.ownDisk(data, 24), "--retry-first-delay", "100ms", "--max-attempts", "12");
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
    void leavesTheDatabaseWhole() throws IOException {
        free();
        // A copy: SQLite takes the way through another process's root for a link, and follows it into ours.
        var database = copied("halftone.db");
        copied("halftone.db-wal");
        assertThat(Databases.integrity(database)).isEqualTo("ok");
    }

    @Test
    void refusesUploadsWhileTheDiskIsFullAndTakesThemAgainAfterwards() throws IOException {
        fill();

        var refused = caller.postCsv("/v1/requests", shop.catalogue(200));

        assertThat(refused.outcome()).isEqualTo("503 storage_failed");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        free();
        var path = caller.submit(shop.catalogue(3));
        assertThat(Tenant.awaitEnd(caller, path).at("/images/succeeded")).isEqualTo("3");
    }

    @Test
    void saysInItsHealthThatTheDiskIsFull() throws IOException {
        assertThat(caller.get("/health/ready").status()).isEqualTo(200);

        fill();

        assertThat(caller.get("/health/ready").outcome()).isEqualTo("503 not_ready");
        assertThat(caller.get("/health/live").status()).isEqualTo(200);
        free();
        assertThat(caller.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void answersWhatItKnowsWhileTheDiskIsFull() throws IOException {
        var path = caller.submit(shop.catalogue(3));
        Tenant.awaitEnd(caller, path);

        fill();

        assertThat(caller.get(path).at("/status")).isEqualTo("completed");
        assertThat(caller.get(path + "/output.csv").status()).isEqualTo(200);
        assertThat(caller.get(path + "/products").json().at("/items").size()).isEqualTo(3);
    }

    @Test
    void goesOnWithTheWorkOnceTheDiskHasRoomAgain() throws IOException {
        var door = new CountDownLatch(1);
        var path = caller.submit(shop.catalogue(40, door));
        Patience.await(() -> caller.get(path).at("/status").equals("processing"));

        fill();
        door.countDown();
        Patience.await(
                () -> tenant.said().contains("cannot publish") || tenant.said().contains("is kept in memory"));
        free();

        assertThat(Tenant.awaitEnd(caller, path).at("/images/succeeded")).isEqualTo("40");
    }

    private static Path copied(String name) throws IOException {
        return Files.copy(data().resolve("database").resolve(name), folder.resolve(name), REPLACE_EXISTING);
    }

    private static Path data() {
        return tenant.sees(folder.resolve("data"));
    }

    /// Takes all there is left: first in large pieces, then byte by byte.
    private static void fill() throws IOException {
        try (var file = Files.newOutputStream(data().resolve("ballast"))) {
            for (var size = 1 << 20; size > 0; size /= 16) fillBy(file, new byte[size]);
        }
    }

    private static void fillBy(OutputStream file, byte[] piece) {
        try {
            while (true) file.write(piece);
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static void free() throws IOException {
        Files.deleteIfExists(data().resolve("ballast"));
    }
}
