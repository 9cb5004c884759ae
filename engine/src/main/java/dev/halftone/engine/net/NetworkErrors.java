package dev.halftone.engine.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/// Says in words why an exchange with a server failed. The exception's own message is not passed on.
public final class NetworkErrors {
    private NetworkErrors() {}

    /// One sentence without a full stop.
    ///
    /// @param peer whom we spoke to: `the receiver`
    public static String explain(IOException e, String peer) {
        return AddressGuard.refusal(e).orElseGet(() -> switch (e) {
            case UnknownHostException _ -> "the URL's host was not found";
            case InterruptedIOException _ -> "no answer in time";
            case SSLException _ -> peer + "'s certificate or TLS was not accepted: " + TlsErrors.explain(e);
            case ProtocolException _ -> peer + "'s response is cut off or violates HTTP";
            case ConnectException _ -> "no connection to " + peer;
            default -> "the connection to " + peer + " broke";
        });
    }
}
