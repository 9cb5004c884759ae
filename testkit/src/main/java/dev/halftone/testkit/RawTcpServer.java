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

/// A TCP port without any protocol, which counts who connects: for what goes wrong below HTTP, and for
/// places at which nobody is ever to be seen.
public final class RawTcpServer implements AutoCloseable {
    private static final int BACKLOG = 1024;

    /// How long somebody waits who fills a queue before it is taken for full.
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(300);

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connectionCount = new AtomicInteger();

    private RawTcpServer(InetSocketAddress address, int backlog) {
        try {
            server = new ServerSocket();
            server.bind(address, backlog);
        } catch (IOException e) {
            throw new UncheckedIOException("no port at " + address, e);
        }
    }

    private static RawTcpServer loopback(int backlog) {
        return new RawTcpServer(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), backlog);
    }

    /// Lets everybody in, at whatever address of this machine, and says nothing.
    public static RawTcpServer silent() {
        return new RawTcpServer(new InetSocketAddress(0), BACKLOG).serving(RawTcpServer::drain);
    }

    /// Says these bytes to whatever it is told, and nothing more.
    public static RawTcpServer respondingWith(byte[] bytes) {
        return loopback(BACKLOG).serving(client -> {
            client.getInputStream().read();
            client.getOutputStream().write(bytes);
            drain(client);
        });
    }

    /// Hangs up as soon as it is told anything.
    public static RawTcpServer closing() {
        return loopback(BACKLOG).serving(client -> client.getInputStream().read());
    }

    /// Resets the connection as soon as it is told anything.
    public static RawTcpServer resetting() {
        return loopback(BACKLOG).serving(client -> {
            client.getInputStream().read();
            client.setSoLinger(true, 0);
        });
    }

    /// Lets nobody in: as many wait already as may, and who comes now waits in vain for an answer.
    public static RawTcpServer backlogFull() {
        var port = loopback(1);
        while (port.tryConnect()) {}
        return port;
    }

    private boolean tryConnect() {
        var visitor = new Socket();
        open.add(visitor);
        try {
            visitor.connect(server.getLocalSocketAddress(), (int) CONNECT_TIMEOUT.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /// How many have been let in.
    public int connectionCount() {
        return connectionCount.get();
    }

    /// What is done with somebody who was let in.
    private interface ConnectionHandler {
        void handle(Socket client) throws IOException;
    }

    private RawTcpServer serving(ConnectionHandler connectionHandler) {
        Thread.ofVirtual().name("bare port").start(() -> accept(connectionHandler));
        return this;
    }

    private void accept(ConnectionHandler connectionHandler) {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                connectionCount.incrementAndGet();
                open.add(client);
                Thread.ofVirtual().name("bare port connection").start(() -> serve(client, connectionHandler));
            } catch (IOException e) {
                // Closed, or a client that left before it was let in.
            }
        }
    }

    private void serve(Socket client, ConnectionHandler connectionHandler) {
        try (client) {
            connectionHandler.handle(client);
        } catch (IOException e) {
            // The client left: what everybody does sooner or later.
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
            throw new UncheckedIOException("the port does not close", e);
        }
    }
}
