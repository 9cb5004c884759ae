package dev.halftone.bench.host;

import dev.halftone.bench.stage.Rig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A host that hangs: connections to it are made, and nothing ever comes.
public final class SilentHost {
    private static final int CONNECTIONS = 1024;

    private SilentHost() {}

    /// Opens one that ends with its rig. The system makes the connections; nobody takes them.
    public static void open(String address, int port, Rig rig) throws IOException {
        var silent = new ServerSocket(port, CONNECTIONS, InetAddress.ofLiteral(address));
        rig.atTheEnd(() -> close(silent));
    }

    private static void close(ServerSocket silent) {
        try {
            silent.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a silent host does not close", e);
        }
    }
}
