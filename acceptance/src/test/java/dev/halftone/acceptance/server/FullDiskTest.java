package dev.halftone.acceptance.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.Sandbox;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
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

    private static ImageHostFixture imageHostFixture;
    private static ServerProcess serverProcess;
    private static ApiClient apiClient;

    @BeforeAll
    static void start() throws IOException {
        var data = Files.createDirectory(folder.resolve("data"));
        assumeTrue(Sandbox.canMountTmpfs(data), "no file system of a limited size can be mounted here");
        imageHostFixture = new ImageHostFixture();
        serverProcess = ServerProcess.startReady(
                folder, Sandbox.tmpfs(data, 24), "--retry-first-delay", "100ms", "--max-attempts", "12");
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
    void leavesTheDatabaseWhole() throws IOException {
        free();
        // A copy: SQLite takes the way through another process's root for a link, and follows it into ours.
        var database = copied("halftone.db");
        copied("halftone.db-wal");
        assertThat(SqliteFile.integrityCheck(database)).isEqualTo("ok");
    }

    @Test
    void refusesUploadsWhileTheDiskIsFullAndTakesThemAgainAfterwards() throws IOException {
        fill();

        var refused = apiClient.postCsv("/v1/requests", imageHostFixture.catalog(200));

        assertThat(refused.statusAndCode()).isEqualTo("503 storage_failed");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        free();
        var path = apiClient.submit(imageHostFixture.catalog(3));
        assertThat(ServerProcess.awaitCompleted(apiClient, path).field("/images/succeeded"))
                .isEqualTo("3");
    }

    @Test
    void saysInItsHealthThatTheDiskIsFull() throws IOException {
        assertThat(apiClient.get("/health/ready").status()).isEqualTo(200);

        fill();

        assertThat(apiClient.get("/health/ready").statusAndCode()).isEqualTo("503 not_ready");
        assertThat(apiClient.get("/health/live").status()).isEqualTo(200);
        free();
        assertThat(apiClient.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void answersWhatItKnowsWhileTheDiskIsFull() throws IOException {
        var path = apiClient.submit(imageHostFixture.catalog(3));
        ServerProcess.awaitCompleted(apiClient, path);

        fill();

        assertThat(apiClient.get(path).field("/status")).isEqualTo("completed");
        assertThat(apiClient.get(path + "/output.csv").status()).isEqualTo(200);
        assertThat(apiClient.get(path + "/products").json().at("/items").size()).isEqualTo(3);
    }

    @Test
    void goesOnWithTheWorkOnceTheDiskHasRoomAgain() throws IOException {
        var door = new CountDownLatch(1);
        var path = apiClient.submit(imageHostFixture.catalog(40, door));
        Await.until(() -> apiClient.get(path).field("/status").equals("processing"));

        fill();
        door.countDown();
        Await.until(() -> serverProcess.output().contains("cannot publish")
                || serverProcess.output().contains("is kept in memory"));
        free();

        assertThat(ServerProcess.awaitCompleted(apiClient, path).field("/images/succeeded"))
                .isEqualTo("40");
    }

    private static Path copied(String name) throws IOException {
        return Files.copy(data().resolve("database").resolve(name), folder.resolve(name), REPLACE_EXISTING);
    }

    private static Path data() {
        return serverProcess.pathInProcess(folder.resolve("data"));
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
