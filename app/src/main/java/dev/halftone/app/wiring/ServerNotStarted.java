package dev.halftone.app.wiring;

import java.net.BindException;
import java.util.Objects;
import java.util.stream.Stream;

/// The server cannot listen; the message says why, to whoever started it.
public final class ServerNotStarted extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ServerNotStarted(String message, RuntimeException cause) {
        super(message, cause);
    }

    /// The exception that a failed start is to end with: this one, or where the fault is ours, the failure
    /// itself.
    static RuntimeException because(ServeSettings settings, RuntimeException failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(BindException.class::isInstance)
                .findFirst()
                .<RuntimeException>map(bind -> new ServerNotStarted(
                        "cannot listen on %s, port %d: %s"
                                .formatted(settings.bind().getHostAddress(), settings.port(), bind.getMessage()),
                        failure))
                .orElse(failure);
    }
}
