package dev.halftone.engine.address;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;

/// A socket that connects to allowed addresses only. Here, and not where names are looked up, is the place for the
/// check: a client dials an address spelled in the URL without any lookup. What comes in is counted ([Gulp]).
final class GuardedSocket extends Socket {
    private final AddressGuard guard;

    GuardedSocket(AddressGuard guard) {
        // Else Java would look for a SOCKS proxy, and what is dialled behind that one nobody checks.
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
            throw new AddressRefused("the URL's host has no address");
        guard.check(internet);
        super.connect(target, timeoutMillis);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new CountedStream(super.getInputStream());
    }
}
