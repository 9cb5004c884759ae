package dev.halftone.engine.net;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import javax.net.ssl.SSLSocket;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.internal.connection.RealCall;
import okhttp3.internal.connection.RealConnection;
import okhttp3.internal.http.RealInterceptorChain;
import okhttp3.internal.http1.Http1ExchangeCodec;
import okio.BufferedSource;

/// Never takes bytes that no request asked for as the response to the next request, which may be of another owner
/// (RFC 9112 §9.2).
///
/// OkHttp 5.5 checks whether a kept-alive connection is open, but not whether there are unread bytes on it: a second
/// response, or the body of a response that has none. So before a request is written on a used connection, three
/// places are checked: OkHttp's buffer, ours ([GuardedSocketFactory.GuardedSocket]) and the operating system's. If
/// one has bytes, the connection is closed, and the request is sent on another one.
final class UnsolicitedData {
    private final Set<Connection> used = Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    private UnsolicitedData() {}

    static OkHttpClient.Builder rejectedBy(OkHttpClient.Builder client) {
        var check = new UnsolicitedData();
        return client.addInterceptor(UnsolicitedData::sendOnCleanConnection).addNetworkInterceptor(check::send);
    }

    /// Ends, because each failure closes a connection of the pool, and a new connection never fails the check.
    private static Response sendOnCleanConnection(Interceptor.Chain chain) throws IOException {
        while (true) {
            try {
                return chain.proceed(chain.request());
            } catch (FoundException e) {
                // Nothing was sent yet, so this repeats no request.
                if (chain.call().isCanceled()) throw e;
            }
        }
    }

    private Response send(Interceptor.Chain chain) throws IOException {
        if (chain.connection() instanceof RealConnection connection
                && !used.add(connection)
                && isFound(connection, chain)) {
            connection.cancel();
            throw new FoundException();
        }
        return chain.proceed(chain.request());
    }

    /// A connection that cannot be read is of no use either.
    private static boolean isFound(RealConnection connection, Interceptor.Chain chain) {
        try {
            var socket = connection.socket();
            var source = source(connection, chain);
            return !source.getBuffer().exhausted()
                    || socket.getInputStream().available() > 0
                    // The bytes of TLS may be no data but a session ticket. Only reading them tells.
                    || (socket instanceof SSLSocket && isReadable(source, socket));
        } catch (IOException e) {
            return true;
        }
    }

    /// Waits for a millisecond, the shortest wait of a socket. The end of the stream counts as data.
    private static boolean isReadable(BufferedSource source, Socket socket) throws IOException {
        var before = socket.getSoTimeout();
        socket.setSoTimeout(1);
        try {
            source.exhausted();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(before);
        }
    }

    /// OkHttp has no public way to its buffer. A codec has one, and creating another codec changes nothing:
    /// OkHttp creates one for each request.
    private static BufferedSource source(RealConnection connection, Interceptor.Chain chain) throws IOException {
        var codec = connection.newCodec$okhttp(((RealCall) chain.call()).getClient(), (RealInterceptorChain) chain);
        return ((Http1ExchangeCodec) codec).getSocket().getSource();
    }

    /// There is unsolicited data on a connection. Never leaves the client.
    private static final class FoundException extends IOException {
        private static final long serialVersionUID = 1;

        FoundException() {
            super("there are bytes on the connection that no request asked for");
        }
    }
}
