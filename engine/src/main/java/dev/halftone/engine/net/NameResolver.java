package dev.halftone.engine.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses of a host name. No answer is trusted later: the socket is watched, too.
@FunctionalInterface
public interface NameResolver {

    /// All addresses of the name, in the order in which to try them.
    ///
    /// @throws UnknownHostException when the name has no address, or nobody can say now
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /// As this machine resolves names.
    static NameResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
