package dev.halftone.app.cli.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// The server could not be reached, or went away before it had answered. Later it may answer.
public final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean wasSent;

    UnreachableException(ServerAddress server, IOException cause) {
        super("cannot reach " + server + ": " + reason(cause), cause);
        this.wasSent = !(cause instanceof ConnectException);
    }

    /// A proxy says so.
    UnreachableException(ServerAddress server, int status) {
        super("cannot reach " + server + ": HTTP status " + status);
        this.wasSent = true;
    }

    /// Whether the server may have received the call.
    public boolean wasSent() {
        return wasSent;
    }

    private static String reason(IOException failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(cause -> switch (cause) {
                    case UnresolvedAddressException _ -> "no such host";
                    case SSLException tls -> "no secure connection: " + tls.getMessage();
                    case HttpTimeoutException _ -> "it does not answer";
                    default -> "";
                })
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse(failure instanceof ConnectException ? "nothing answers there" : "the connection was lost");
    }
}
