package dev.halftone.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Forwards TCP connections to a port of this machine until it goes silent: then connections stay open, and
/// nothing arrives. A network that drops packets looks like this to both sides.
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InetSocketAddress target;
    private final ServerSocket server;
    private final Set<Forwarding> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isSilent;

    private TcpProxy(int targetPort) {
        try {
            target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
            server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts to forward connections to a port.
    public static TcpProxy to(int port) {
        var proxy = new TcpProxy(port);
        Thread.ofVirtual().name("TCP proxy").start(proxy::accept);
        return proxy;
    }

    /// The port that it listens at.
    public int port() {
        return server.getLocalPort();
    }

    /// Forwards nothing from now on. New connections are accepted, and nothing of them is forwarded either.
    public void goSilent() {
        isSilent = true;
        open.forEach(Forwarding::goSilent);
    }

    /// Forwards new connections again. Those that were silent stay so: neither side knows that packets were
    /// lost.
    public void resume() {
        isSilent = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                forward(server.accept());
            } catch (IOException e) {
                // It was closed, or the target is gone: then the client sees its connection end.
            }
        }
    }

    private void forward(Socket client) throws IOException {
        var forwarding = new Forwarding(client, new Socket());
        open.add(forwarding);
        if (isSilent) forwarding.goSilent();
        try {
            forwarding.start(target);
        } catch (IOException e) {
            forwarding.close();
            throw e;
        }
    }

    /// One connection, and its continuation to the target.
    private static final class Forwarding {
        private final Socket client;
        private final Socket continuation;
        private volatile boolean isSilent;

        Forwarding(Socket client, Socket continuation) {
            this.client = client;
            this.continuation = continuation;
        }

        void goSilent() {
            isSilent = true;
        }

        void start(InetSocketAddress target) throws IOException {
            continuation.connect(target);
            Thread.ofVirtual().name("TCP proxy, to the target").start(() -> copy(client, continuation));
            Thread.ofVirtual().name("TCP proxy, to the client").start(() -> copy(continuation, client));
        }

        private void copy(Socket from, Socket to) {
            var buffer = new byte[BUFFER_BYTES];
            try {
                for (int read = from.getInputStream().read(buffer);
                        read >= 0;
                        read = from.getInputStream().read(buffer)) {
                    if (!isSilent) to.getOutputStream().write(buffer, 0, read);
                }
            } catch (IOException e) {
                // One of the sides has closed its connection.
            }
            if (!isSilent) close();
        }

        void close() {
            try {
                client.close();
                continuation.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Ends all connections.
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Forwarding::close);
    }
}
