package dev.halftone.acceptance.overload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.acceptance.SubmittedRequest;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.RawTcpServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A webhook receiver that accepts connections and never responds.
@Tag("long")
class HangingReceiverTest {
    private static final int MESSAGES = 200;

    /// Half of the messages that may be sent to one host at once.
    private static final int SHARE_OF_HOST = 4;

    @TempDir
    private Path folder;

    @Test
    void twoHundredMessagesToItHoldUpNobody() throws Exception {
        try (var imageHost = new ImageHostFixture();
                var receiver = RawTcpServer.silent();
                var server = AttackedServer.start(ServerProcess.in(folder))) {
            var csv = imageHost.catalog(1);
            var webhook = URI.create("http://127.0.0.1:" + receiver.port() + "/hook");

            server.serveBystanderDuring(() -> {
                var requests = IntStream.range(0, MESSAGES)
                        .mapToObj(_ -> SubmittedRequest.submit(server.attacker(), csv, webhook))
                        .toList();
                requests.forEach(SubmittedRequest::awaitCompleted);
                Await.until(() -> receiver.connectionCount() >= SHARE_OF_HOST);
                return receiver;
            });

            // Each was given up after 15 s at most, and few were sent again.
            assertThat(receiver.connectionCount()).isLessThan(MESSAGES / 2);
            server.awaitRecovery();
        }
    }
}
