package dev.halftone.acceptance.overload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.acceptance.SubmittedRequest;
import dev.halftone.testkit.Await;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another program locks the database while the server works.
@Tag("long")
class LockedDatabaseTest {
    private static final int REQUESTS = 30;
    private static final int REJECTED_UPLOADS = 10;

    @TempDir
    private Path folder;

    @Test
    void theServerSaysSoAndGoesOnByItselfAfterwards() throws Exception {
        var gate = new CountDownLatch(1);
        var database = new DataFolder(folder.resolve("data")).database();
        try (var imageHost = new ImageHostFixture();
                var server = AttackedServer.start(ServerProcess.in(folder))) {
            var attacker = server.attacker();
            var requests = IntStream.range(0, REQUESTS)
                    .mapToObj(_ -> new SubmittedRequest(attacker, attacker.submit(imageHost.catalog(1, gate))))
                    .toList();
            Await.until(() -> imageHost.host().requests().size() > 0);

            try (var _ = database.lock()) {
                gate.countDown();
                Await.until(() -> attacker.get("/health/ready").status() == 503);
                for (var i = 0; i < REJECTED_UPLOADS; i++) {
                    server.assertAlive();
                    var rejected = attacker.postCsv("/v1/requests", imageHost.catalog(1));
                    assertThat(rejected.statusAndCode()).isEqualTo("503 storage_failed");
                    assertThat(rejected.header("Retry-After")).isNotEmpty();
                }
                assertThat(attacker.get("/health/ready").status()).isEqualTo(503);
                Await.until(() -> server.process().output().contains("results are kept in memory"));
            }

            Await.until(() -> attacker.get("/health/ready").status() == 200);
            server.serveBystanderDuring(() -> () -> {});
            requests.forEach(SubmittedRequest::awaitCompleted);
            assertThat(requests).extracting(SubmittedRequest::imagesSucceeded).containsOnly(1);
            server.awaitRecovery();
        }
    }
}
