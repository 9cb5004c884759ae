package dev.halftone.engine.net;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// Creates sockets that check the address before they connect. OkHttp uses unconnected sockets only; the other
/// factory methods connect immediately and make the same check.
final class GuardedSocketFactory extends SocketFactory {
    private final AddressGuard guard;

    GuardedSocketFactory(AddressGuard guard) {
        this.guard = guard;
    }

    @Override
    public Socket createSocket() {
        return new GuardedSocket(guard);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(0));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(0));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(InetSocketAddress target, InetSocketAddress local) throws IOException {
        var socket = createSocket();
        try {
            socket.bind(local);
            socket.connect(target);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// A socket that connects only to allowed addresses. The check is here and not in the DNS lookup,
    /// because an address written in the URL needs no lookup. The bytes received are counted
    /// ([ReadBudget]).
    static final class GuardedSocket extends Socket {
        private static final int BUFFER = 64 * 1024;

        private final AddressGuard guard;
        private @Nullable InputStream received;

        GuardedSocket(AddressGuard guard) {
            // Otherwise Java would use a configured SOCKS proxy, and the address behind it would not be
            // checked.
            super(Proxy.NO_PROXY);
            this.guard = guard;
        }

        @Override
        public void connect(SocketAddress target) throws IOException {
            connect(target, 0);
        }

        @Override
        public void connect(SocketAddress target, int timeoutMillis) throws IOException {
            if (!(target instanceof InetSocketAddress internet) || internet.isUnresolved())
                throw new BlockedAddressException("the URL's host has no address");
            guard.check(internet);
            super.connect(target, timeoutMillis);
        }

        /// Buffers more than the 8 KiB that OkHttp reads at a time, to save system calls.
        @Override
        public synchronized InputStream getInputStream() throws IOException {
            if (received == null)
                received = new BufferedInputStream(new ReadBudget.CountedStream(super.getInputStream()), BUFFER);
            return received;
        }
    }
}
