package dev.halftone.acceptance.overload;

import dev.halftone.acceptance.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that ask for the largest file of the page and do not read it, and clients that ask for nothing.
@Tag("long")
class ClientsThatDoNotReadTest {
    private static final int CLIENTS = 1_500;
    private static final String THREE_LARGE_FILES =
            "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(3);

    @TempDir
    private Path folder;

    @Test
    void serverHasMemoryForAllOfThem() throws Exception {
        try (var server = AttackedServer.start(withHeap("-Xmx1g"))) {
            server.serveBystanderDuring(() -> IdleSockets.open(server.process().port(), CLIENTS, THREE_LARGE_FILES));

            server.assertHeapWithinComputed();
            server.awaitRecovery();
        }
    }

    @Test
    void moreOfThemThanConnectionsLockNobodyOut() throws Exception {
        try (var server = AttackedServer.start(withHeap("-Xmx1g"), "--max-connections", "400")) {
            server.serveBystanderDuring(() -> IdleSockets.open(server.process().port(), CLIENTS, THREE_LARGE_FILES));

            server.awaitRecovery();
        }
    }

    @Test
    void moreSilentClientsThanConnectionsLockNobodyOut() throws Exception {
        try (var server = AttackedServer.start(withHeap("-Xmx1g"), "--max-connections", "400")) {
            server.serveBystanderDuring(() -> IdleSockets.open(server.process().port(), CLIENTS, ""));

            server.awaitRecovery();
        }
    }

    private ServerProcess.Launcher withHeap(String heap) {
        return ServerProcess.in(folder).withJvmOptions(List.of(heap));
    }
}
