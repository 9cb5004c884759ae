package dev.halftone.engine.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Resolves host names. The result is not trusted: the socket checks the address again.
@FunctionalInterface
public interface NameResolver {

    /// Returns all addresses of the name, in the order in which to try them.
    ///
    /// @throws UnknownHostException when the name has no address or the lookup fails
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /// Uses the operating system's resolver.
    static NameResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
