package dev.halftone.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports of this machine, for programs that cannot be told to take any.
public final class FreePort {
    private FreePort() {}

    /// One at which nobody listens just now.
    public static int find() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
