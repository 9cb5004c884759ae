package dev.halftone.testkit.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/// Sends requests that no HTTP client would send, byte for byte.
public final class RawHttpClient {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final int port;

    /// A client of the server at a port of this machine.
    public RawHttpClient(int port) {
        this.port = port;
    }

    /// Sends a GET request for a path, exactly as spelled.
    ///
    /// @return the response with its head
    public String get(String path) {
        return send("GET " + path + " HTTP/1.1\r\nHost: halftone.test\r\nConnection: close\r\n\r\n");
    }

    /// Sends the text and closes the output side of the connection.
    ///
    /// @return everything that the server sends until it closes the connection, as ISO 8859-1
    public String send(String text) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
