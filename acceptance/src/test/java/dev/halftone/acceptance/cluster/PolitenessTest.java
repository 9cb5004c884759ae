package dev.halftone.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ImageHostFixture;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Image hosts see one polite client, however many nodes there are.
@Timeout(600)
class PolitenessTest {
    private static final int PER_HOST = 8;
    private static final int IMAGES = 400;

    @TempDir
    private Path folder;

    @Test
    void nodesTogetherAskAHostForNoMoreThanOne() throws Exception {
        var gate = new CountDownLatch(1);
        try (var cluster = Cluster.in(folder);
                var imageHost = new ImageHostFixture()) {
            var csv = imageHost.catalog(IMAGES, gate);
            var worker = cluster.node("worker", "worker", "--per-host=" + PER_HOST);
            var node = cluster.node("node", "api,worker", "--per-host=" + PER_HOST);
            cluster.awaitExchanges(2);

            var request = node.request(node.client().submit(csv));
            // Both work. Each keeps one of its four transfers for other owners.
            imageHost.host().awaitRequests(2 * (PER_HOST / 2 - 1));
            gate.countDown();
            request.awaitCompleted();

            assertThat(worker.isAlive()).isTrue();
            assertThat(request.imagesSucceeded()).isEqualTo(IMAGES);
            assertThat(imageHost.host().maxConcurrentRequests()).isLessThanOrEqualTo(PER_HOST);
        }
    }
}
