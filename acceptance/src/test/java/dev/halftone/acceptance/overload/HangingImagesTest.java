package dev.halftone.acceptance.overload;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many small requests whose images never arrive.
@Tag("long")
class HangingImagesTest {
    private static final int REQUESTS = 70;

    /// The default of `--per-host`, of which an owner may use only a part.
    private static final int PER_HOST = 16;

    @TempDir
    private Path folder;

    @Test
    void seventyRequestsOfOneOwnerHoldUpNobody() throws Exception {
        var gate = new CountDownLatch(1);
        try (var imageHost = new ImageHostFixture();
                var server = AttackedServer.start(ServerProcess.in(folder))) {
            server.serveBystanderDuring(() -> {
                for (var i = 0; i < REQUESTS; i++) server.attacker().submit(imageHost.catalog(1, gate));
                Await.until(() -> imageHost.host().requests().size() >= PER_HOST / 2);
                return gate::countDown;
            });

            server.awaitRecovery();
        }
    }
}
