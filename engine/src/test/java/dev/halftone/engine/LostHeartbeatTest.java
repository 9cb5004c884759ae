package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.testkit.Await;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests that a task that could send no heartbeat for a while is not run a second time beside the first.
class LostHeartbeatTest {
    private static final String CSV = "Serial Number,Product Name,Input Image URLs\r\n1,Chair,http://a/1.jpg\r\n";

    @TempDir
    private Path folder;

    private EngineFixture engineFixture;

    @BeforeEach
    void open() {
        var usual = EngineFixture.fastWorkSettings(Duration.ofDays(30));
        // Four missed heartbeats take a quarter of a second on SQLite.
        var workerSettings = new WorkerSettings(
                usual.maxChunks(),
                usual.reservedChunks(),
                usual.pollingInterval(),
                Duration.ofMillis(10),
                usual.shutdown(),
                usual.retention(),
                usual.cleanUpInterval());
        engineFixture = new EngineFixture(folder, TestDatabases.sqlite(folder), workerSettings);
    }

    @AfterEach
    void close() {
        engineFixture.close();
    }

    @Test
    void anImageIsProcessedOnceAlthoughTheDatabaseWasLockedMeanwhile() throws SQLException {
        var gate = new CountDownLatch(1);
        engineFixture.imageService().holdHostUntil("a", gate);
        engineFixture.engine().startWorkers();
        var request = engineFixture.accept(CSV);
        Await.until(() -> engineFixture.imageService().held() == 1);

        try (var _ = lock()) {
            Await.until(() -> engineFixture.engine().problem().isPresent());
        }
        // Dead tasks are looked for every 120 ms, and meanwhile these are processed.
        for (var i = 0; i < 3; i++) engineFixture.awaitCompleted(engineFixture.accept(CSV.replace("//a/", "//b/")));

        assertThat(engineFixture.imageService().held()).isEqualTo(1);
        gate.countDown();
        assertThat(engineFixture.awaitCompleted(request).counts().succeeded()).isEqualTo(1);
        assertThat(engineFixture.imageService().jobCount("http://a/1.jpg")).isEqualTo(1);
    }

    private Connection lock() throws SQLException {
        var connection = DriverManager.getConnection(TestDatabases.sqlite(folder) + "?busy_timeout=20000");
        try (var statement = connection.createStatement()) {
            statement.execute("begin exclusive");
        }
        return connection;
    }
}
