package dev.halftone.acceptance.overload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// Connections that have sent something, and read nothing.
final class IdleSockets implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int RECEIVE_BYTES = 4 * 1024;

    private final List<Socket> sockets = new ArrayList<>();

    /// Opens connections, as far as the server accepts them.
    ///
    /// @param request what each of them sends
    static IdleSockets open(int port, int count, String request) {
        var idle = new IdleSockets();
        for (var i = 0; i < count; i++) idle.add(port, request);
        return idle;
    }

    private void add(int port, String request) {
        var socket = new Socket();
        sockets.add(socket);
        try {
            // Little room, so that the response stays with the server.
            socket.setReceiveBufferSize(RECEIVE_BYTES);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        } catch (IOException closedByServer) {
            // The server may close any of them, and at its limit it accepts no more.
        }
    }

    /// The status codes of the responses that have begun, for connections that the server has not closed.
    List<String> statuses() {
        return sockets.stream()
                .map(IdleSockets::status)
                .filter(status -> !status.isEmpty())
                .toList();
    }

    private static String status(Socket socket) {
        try {
            socket.setSoTimeout(CONNECT_MILLIS);
            var line = new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), ISO_8859_1);
            return line.isEmpty() ? "" : line.substring("HTTP/1.1 ".length());
        } catch (IOException closed) {
            return "";
        }
    }

    @Override
    public void close() {
        for (var socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
