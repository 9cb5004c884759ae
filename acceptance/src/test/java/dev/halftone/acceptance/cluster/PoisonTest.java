package dev.halftone.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.process.CrashingMain;
import dev.halftone.testkit.Await;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An image that crashes the codec kills the node that works on it, and no other.
@Timeout(600)
class PoisonTest {
    private static final int IMAGES = 20;

    @TempDir
    private Path folder;

    @Test
    void imageKillsOneNodeOnly() throws Exception {
        try (var cluster = Cluster.in(folder).withMain(CrashingMain.class);
                var imageHost = ImageHostFixture.halfGated(IMAGES)) {
            imageHost.openGate();
            imageHost.withComment(IMAGES, CrashingMain.HALT_MARKER);
            var worker = cluster.node("worker", "worker");
            var api = cluster.node("api", "api");
            var request = api.request(api.client().submit(imageHost.csv()));
            Await.until(() -> !worker.isAlive());

            var other = cluster.node("other", "worker");
            request.awaitCompleted();

            assertThat(request.failureCodes()).containsExactly("codec_crashed");
            assertThat(request.imagesSucceeded()).isEqualTo(IMAGES - 1);
            assertThat(other.isAlive()).isTrue();
        }
    }
}
