package dev.halftone.engine.net;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;

/// The guard's refusal to dial.
final class BlockedAddressException extends IOException {
    private static final long serialVersionUID = 1;

    BlockedAddressException(String why) {
        super(why);
    }

    /// In the only clothes in which it can leave a name lookup.
    static UnknownHostException asUnknownHost(String why) {
        var unknownHost = new UnknownHostException(why);
        unknownHost.initCause(new BlockedAddressException(why));
        return unknownHost;
    }

    /// The refusal among a failure's causes, and among what it suppressed on the way.
    static Optional<BlockedAddressException> in(Throwable failure) {
        if (failure instanceof BlockedAddressException refused) return Optional.of(refused);
        return Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()))
                .flatMap(inner -> in(inner).stream())
                .findFirst();
    }
}
