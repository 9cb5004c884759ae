package dev.halftone.acceptance.overload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.halftone.acceptance.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients without a key that send large bodies where small ones are expected.
@Tag("long")
class LargeBodiesTest {
    private static final int CLIENTS = 12;
    private static final int MEGABYTES = 90;
    private static final String MEGABYTE = "a".repeat(1 << 20);

    private static final String HEAD = String.join(
            "\r\n",
            "POST /session HTTP/1.1",
            "Host: 127.0.0.1",
            "Content-Type: application/json",
            "Transfer-Encoding: chunked",
            "\r\n");

    @TempDir
    private Path folder;

    @Test
    void fillNoMemory() throws Exception {
        var launcher = ServerProcess.in(folder).withJvmOptions(List.of("-Xmx1g"));
        try (var server = AttackedServer.start(launcher)) {
            server.serveBystanderDuring(() -> sendBodies(server.process().port()));

            server.assertHeapWithinComputed();
            server.awaitRecovery();
        }
    }

    private static ExecutorService sendBodies(int port) {
        var clients = Executors.newVirtualThreadPerTaskExecutor();
        for (var i = 0; i < CLIENTS; i++) clients.execute(() -> sendBody(port));
        return clients;
    }

    private static void sendBody(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var out = socket.getOutputStream();
            out.write(HEAD.getBytes(ISO_8859_1));
            var chunk = (Integer.toHexString(MEGABYTE.length()) + "\r\n" + MEGABYTE + "\r\n").getBytes(ISO_8859_1);
            out.write("2\r\n[\"\r\n".getBytes(ISO_8859_1));
            for (var i = 0; i < MEGABYTES; i++) out.write(chunk);
        } catch (IOException closedByServer) {
            // It need not read all of it.
        }
    }
}
