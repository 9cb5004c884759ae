package dev.halftone.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// A network that a test can break: forwards TCP connections to a port of this machine, and delays, drops or resets
/// them.
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket server;
    private final Set<Forwarding> open = ConcurrentHashMap.newKeySet();
    private volatile InetSocketAddress target;
    private volatile Behaviour behaviour = Behaviour.FORWARD;
    private volatile Duration delay = Duration.ZERO;

    private enum Behaviour {
        FORWARD,
        BLACK_HOLE,
        RESET
    }

    private TcpProxy(int targetPort) {
        try {
            target = address(targetPort);
            server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
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

    /// Forwards new connections to another port, as an address does that a failover moves.
    public void redirectTo(int port) {
        target = address(port);
    }

    /// Lets everything arrive later from now on, in both directions.
    public void delay(Duration newDelay) {
        delay = newDelay;
    }

    /// Forwards nothing from now on. Connections stay open and new ones are accepted, but nothing arrives. A
    /// network that drops packets looks like this to both sides.
    public void goSilent() {
        behaviour = Behaviour.BLACK_HOLE;
        open.forEach(Forwarding::goSilent);
    }

    /// Resets all connections, and new ones at once.
    public void reset() {
        behaviour = Behaviour.RESET;
        open.forEach(Forwarding::reset);
    }

    /// Forwards new connections again. Those that were silent stay so: neither side knows that packets were
    /// lost.
    public void resume() {
        behaviour = Behaviour.FORWARD;
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
        if (behaviour == Behaviour.BLACK_HOLE) forwarding.goSilent();
        if (behaviour == Behaviour.RESET) {
            forwarding.reset();
            return;
        }
        try {
            forwarding.start(target);
        } catch (IOException e) {
            forwarding.close();
            throw e;
        }
    }

    /// One connection, and its continuation to the target.
    private final class Forwarding {
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

        void reset() {
            try {
                client.setOption(StandardSocketOptions.SO_LINGER, 0);
                if (continuation.isConnected()) continuation.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // It has been closed meanwhile.
            }
            close();
        }

        void start(InetSocketAddress to) throws IOException {
            continuation.connect(to);
            Thread.ofVirtual().name("TCP proxy, to the target").start(() -> copy(client, continuation));
            Thread.ofVirtual().name("TCP proxy, to the client").start(() -> copy(continuation, client));
        }

        private void copy(Socket from, Socket to) {
            var buffer = new byte[BUFFER_BYTES];
            try {
                for (int read = from.getInputStream().read(buffer);
                        read >= 0;
                        read = from.getInputStream().read(buffer)) {
                    LockSupport.parkNanos(delay.toNanos());
                    if (!isSilent) to.getOutputStream().write(buffer, 0, read);
                }
            } catch (IOException e) {
                // One of the sides has closed its connection.
            }
            if (!isSilent) close();
        }

        void close() {
            open.remove(this);
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
