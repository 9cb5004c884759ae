package dev.halftone.testkit.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/// Sends bytes that no HTTP client would.
public final class RawHttpClient {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final int port;

    public RawHttpClient(int port) {
        this.port = port;
    }

    /// Asks for a path, spelled as it is given.
    public String get(String path) {
        return send("GET " + path + " HTTP/1.1\r\nHost: halftone.test\r\nConnection: close\r\n\r\n");
    }

    /// Sends the text, ends the sending, and reads what comes until the server closes.
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
