package dev.halftone.engine.net;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;

/// The guard refuses to connect.
final class BlockedAddressException extends IOException {
    private static final long serialVersionUID = 1;

    BlockedAddressException(String why) {
        super(why);
    }

    /// Wraps the refusal in the only exception type that a DNS lookup may throw.
    static UnknownHostException asUnknownHost(String why) {
        var unknownHost = new UnknownHostException(why);
        unknownHost.initCause(new BlockedAddressException(why));
        return unknownHost;
    }

    /// Finds the refusal among a failure's causes and suppressed exceptions.
    static Optional<BlockedAddressException> in(Throwable failure) {
        if (failure instanceof BlockedAddressException refused) return Optional.of(refused);
        return Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()))
                .flatMap(inner -> in(inner).stream())
                .findFirst();
    }
}
