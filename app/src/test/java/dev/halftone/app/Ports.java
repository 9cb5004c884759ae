package dev.halftone.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports of this machine, for programs that cannot be told to take any.
public final class Ports {
    private Ports() {}

    /// One at which nobody listens just now.
    public static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
