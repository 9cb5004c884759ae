package dev.halftone.acceptance.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.acceptance.DataFolder;
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

/// A data folder on a disk of 24 MB, which the tests fill to the last byte.
class FullDiskTest {
    @TempDir
    private static Path folder;

    private static ImageHostFixture imageHost;
    private static ServerProcess server;
    private static ApiClient client;

    @BeforeAll
    static void start() throws IOException {
        var data = Files.createDirectory(folder.resolve("data"));
        assumeTrue(Sandbox.canMountTmpfs(data), "no file system of a limited size can be mounted here");
        imageHost = new ImageHostFixture();
        server = ServerProcess.in(folder)
                .within(Sandbox.tmpfs(data, 24))
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
    void databaseIsIntact() throws IOException {
        freeDisk();
        // A copy: SQLite follows the path through /proc as a symbolic link, to the file system of this
        // process.
        var copy = new DataFolder.Database(copyOf("halftone.db"));
        copyOf("halftone.db-wal");
        assertThat(copy.integrityCheck()).containsExactly("ok");
    }

    @Test
    void rejectsUploadsOnlyWhileTheDiskIsFull() throws IOException {
        fillDisk();

        var rejected = client.postCsv("/v1/requests", imageHost.catalog(200));

        assertThat(rejected.statusAndCode()).isEqualTo("503 storage_failed");
        assertThat(rejected.header("Retry-After")).isNotEmpty();
        freeDisk();
        var path = client.submit(imageHost.catalog(3));
        assertThat(server.request(path).awaitCompleted().field("/images/succeeded"))
                .isEqualTo("3");
    }

    @Test
    void isNotReadyWhileTheDiskIsFull() throws IOException {
        assertThat(client.get("/health/ready").status()).isEqualTo(200);

        fillDisk();

        assertThat(client.get("/health/ready").statusAndCode()).isEqualTo("503 not_ready");
        assertThat(client.get("/health/live").status()).isEqualTo(200);
        freeDisk();
        assertThat(client.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void answersReadsWhileTheDiskIsFull() throws IOException {
        var path = client.submit(imageHost.catalog(3));
        server.request(path).awaitCompleted();

        fillDisk();

        assertThat(client.get(path).field("/status")).isEqualTo("completed");
        assertThat(client.get(path + "/output.csv").status()).isEqualTo(200);
        assertThat(client.get(path + "/products").json().at("/items").size()).isEqualTo(3);
    }

    @Test
    void continuesProcessingOnceTheDiskHasSpace() throws IOException {
        var gate = new CountDownLatch(1);
        var path = client.submit(imageHost.catalog(40, gate));
        Await.until(() -> client.get(path).field("/status").equals("processing"));

        fillDisk();
        gate.countDown();
        Await.until(() -> server.output().contains("cannot process images")
                || server.output().contains("results are kept in memory"));
        Await.until(() -> client.get(path).field("/waiting/code").equals("storage_failed"));
        assertThat(client.get(path).json().at("/eta_seconds").isNull()).isTrue();
        freeDisk();

        assertThat(server.request(path).awaitCompleted().field("/images/succeeded"))
                .isEqualTo("40");
        assertThat(server.request(path).images())
                .allMatch(image -> image.path("attempts").asInt() == 1);
    }

    private static Path copyOf(String name) throws IOException {
        return Files.copy(data().resolve("database").resolve(name), folder.resolve(name), REPLACE_EXISTING);
    }

    private static Path data() {
        return server.pathInProcess(folder.resolve("data"));
    }

    /// Fills the disk, first in large pieces, then byte by byte.
    private static void fillDisk() throws IOException {
        try (var file = Files.newOutputStream(data().resolve("ballast"))) {
            for (var size = 1 << 20; size > 0; size /= 16) writeUntilFull(file, new byte[size]);
        }
    }

    private static void writeUntilFull(OutputStream file, byte[] piece) {
        try {
            while (true) file.write(piece);
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static void freeDisk() throws IOException {
        Files.deleteIfExists(data().resolve("ballast"));
    }
}
