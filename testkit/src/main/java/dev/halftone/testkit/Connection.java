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

/// One client's connection: serves request after request until either side closes it.
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
            throw new UncheckedIOException("cannot close a connection of the image host", e);
        }
    }

    private void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            serve(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            // The client left, or the host is closing.
            return;
        } finally {
            host.removeConnection(this);
        }
    }

    private void serve(InputStream in) throws IOException {
        var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        while (!socket.isClosed()) {
            var request = readRequest(in);
            if (request.isEmpty()) return;
            host.requestLog().recordStart(request.get());
            new Exchange(socket, in, out, host.requestLog()).respond(host.responseTo(request.get()));
        }
    }

    /// Reads the head of the next request; empty at the end of the stream.
    private static Optional<ImageHost.RecordedRequest> readRequest(InputStream in) throws IOException {
        var requestLine = readLine(in).split(" ", -1);
        if (requestLine.length < 2) return Optional.empty();
        var headers = new HashMap<String, String>();
        for (var line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return Optional.of(new ImageHost.RecordedRequest(requestLine[0], requestLine[1], headers));
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) line.append((char) c);
        return line.toString().strip();
    }
}
