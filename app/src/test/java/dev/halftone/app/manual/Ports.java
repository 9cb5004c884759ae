package dev.halftone.app.manual;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports of this machine, for programs that cannot be told to take any.
final class Ports {
    private Ports() {}

    /// One at which nobody listens just now.
    static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
