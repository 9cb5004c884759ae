package dev.halftone.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A TCP server without a protocol. It counts connections: for faults below HTTP, and for addresses that must never
/// be connected to.
public final class RawTcpServer implements AutoCloseable {
    private static final int BACKLOG = 1024;

    /// A connection attempt that takes longer means that the backlog is full.
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(300);

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connectionCount = new AtomicInteger();

    private RawTcpServer(InetSocketAddress address, int backlog) {
        try {
            server = new ServerSocket();
            server.bind(address, backlog);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen at " + address, e);
        }
    }

    private static RawTcpServer loopback(int backlog) {
        return new RawTcpServer(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), backlog);
    }

    /// Accepts connections at every address of this machine and sends nothing.
    public static RawTcpServer silent() {
        return new RawTcpServer(new InetSocketAddress(0), BACKLOG).serving(RawTcpServer::drain);
    }

    /// Sends the bytes once the client has sent anything, then nothing more.
    public static RawTcpServer respondingWith(byte[] bytes) {
        return loopback(BACKLOG).serving(client -> {
            client.getInputStream().read();
            client.getOutputStream().write(bytes);
            drain(client);
        });
    }

    /// Closes the connection as soon as the client has sent anything.
    public static RawTcpServer closing() {
        return loopback(BACKLOG).serving(client -> client.getInputStream().read());
    }

    /// Resets the connection as soon as the client has sent anything.
    public static RawTcpServer resetting() {
        return loopback(BACKLOG).serving(client -> {
            client.getInputStream().read();
            client.setSoLinger(true, 0);
        });
    }

    /// Accepts no connection: its backlog is full, so a new client gets no reply to its SYN.
    public static RawTcpServer backlogFull() {
        var rawTcpServer = loopback(1);
        while (rawTcpServer.tryConnect()) {}
        return rawTcpServer;
    }

    private boolean tryConnect() {
        var socket = new Socket();
        open.add(socket);
        try {
            socket.connect(server.getLocalSocketAddress(), (int) CONNECT_TIMEOUT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// The port that it listens at.
    public int port() {
        return server.getLocalPort();
    }

    /// The number of accepted connections.
    public int connectionCount() {
        return connectionCount.get();
    }

    /// What to do with an accepted connection.
    private interface ConnectionHandler {
        void handle(Socket client) throws IOException;
    }

    private RawTcpServer serving(ConnectionHandler connectionHandler) {
        Thread.ofVirtual().name("raw TCP server").start(() -> accept(connectionHandler));
        return this;
    }

    private void accept(ConnectionHandler connectionHandler) {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                connectionCount.incrementAndGet();
                open.add(client);
                Thread.ofVirtual().name("raw TCP connection").start(() -> serve(client, connectionHandler));
            } catch (IOException e) {
                // The server was closed, or the client left before it was accepted.
            }
        }
    }

    private void serve(Socket client, ConnectionHandler connectionHandler) {
        try (client) {
            connectionHandler.handle(client);
        } catch (IOException e) {
            // The client left, as each client does sooner or later.
            return;
        } finally {
            open.remove(client);
        }
    }

    private static void drain(Socket client) throws IOException {
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var socket : open) socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the raw TCP server", e);
        }
    }
}
