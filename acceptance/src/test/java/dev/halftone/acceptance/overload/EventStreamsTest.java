package dev.halftone.acceptance.overload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A key holder who opens event streams without end.
@Tag("long")
class EventStreamsTest {
    private static final int STREAMS = 3_000;
    private static final int MAX_STREAMS = 100;

    @TempDir
    private Path folder;

    @Test
    void ofOneKeyAreLimited() throws Exception {
        var launcher = ServerProcess.in(folder).withJvmOptions(List.of("-Xmx1g"));
        var gate = new CountDownLatch(1);
        try (var server = AttackedServer.start(launcher, "--max-event-streams-per-key", "" + MAX_STREAMS);
                var host = new ImageHostFixture()) {
            var path = server.attacker().submit(host.catalog(1, gate));

            server.serveBystanderDuring(() -> {
                var port = server.process().port();
                var streams = IdleSockets.open(port, STREAMS, request(path, server.attackerKey()));
                assertThat(Collections.frequency(streams.statuses(), "200")).isLessThanOrEqualTo(MAX_STREAMS);
                return streams;
            });

            server.assertHeapWithinComputed();
            server.awaitRecovery();
            gate.countDown();
        }
    }

    private static String request(String path, String key) {
        return "GET %s/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n".formatted(path, key);
    }
}
