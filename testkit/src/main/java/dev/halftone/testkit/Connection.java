package dev.halftone.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;

/// One client's connection: request after request, until somebody has enough.
final class Connection {
    private final ImageHost host;
    private final Socket socket;
    private final Thread thread;

    Connection(ImageHost host, Socket socket) {
        this.host = host;
        this.socket = socket;
        this.thread = Thread.ofVirtual().name("image host connection").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void close() {
        thread.interrupt();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a connection of the image host does not close", e);
        }
    }

    private void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            serve(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            // The client left, or the host is closing: what happens to a web server all day.
            return;
        } finally {
            host.removeConnection(this);
        }
    }

    private void serve(InputStream in) throws IOException {
        var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        while (!socket.isClosed()) {
            var request = request(in);
            if (request.isEmpty()) return;
            host.requestLog().recordStart(request.get());
            new Exchange(socket, in, out, host.requestLog()).respond(host.responseTo(request.get()));
        }
    }

    /// Reads the head of the next request; empty when the client has no more.
    private static Optional<ImageHost.RecordedRequest> request(InputStream in) throws IOException {
        var first = line(in).split(" ", -1);
        if (first.length < 2) return Optional.empty();
        var headers = new HashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return Optional.of(new ImageHost.RecordedRequest(first[0], first[1], headers));
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) line.append((char) c);
        return line.toString().strip();
    }
}
