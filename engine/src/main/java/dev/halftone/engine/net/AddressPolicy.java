package dev.halftone.engine.net;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/// Which addresses and ports we may connect to.
///
/// @param allowedPorts the allowed ports, on every network
/// @param allowedNetworks networks that are allowed although they are not public: an operator's own image hosts
/// @param scope whether these two apply at all
public record AddressPolicy(Set<Integer> allowedPorts, List<Network> allowedNetworks, Scope scope) {

    /// Which networks a connection may reach.
    public enum Scope {
        /// The public internet and the allowed networks, on the allowed ports.
        GUARDED,
        /// All networks and ports: for trying things out on one machine.
        ANYWHERE
    }

    public AddressPolicy {
        allowedPorts = Set.copyOf(allowedPorts);
        allowedNetworks = List.copyOf(allowedNetworks);
        if (allowedPorts.isEmpty()) throw new IllegalArgumentException("allowed-ports names at least one port");
        for (var port : allowedPorts) {
            if (port < 1 || port > 65535) throw new IllegalArgumentException("allowed-ports: no such port: " + port);
        }
    }

    /// The public internet, on ports 80 and 443.
    public static AddressPolicy defaults() {
        return new AddressPolicy(Set.of(80, 443), List.of(), Scope.GUARDED);
    }

    /// All networks and ports.
    public static AddressPolicy unrestricted() {
        return new AddressPolicy(Set.of(80, 443), List.of(), Scope.ANYWHERE);
    }

    boolean allows(int port) {
        return scope == Scope.ANYWHERE || allowedPorts.contains(port);
    }

    boolean allows(InetAddress address) {
        return scope == Scope.ANYWHERE
                || PublicAddresses.contains(address)
                || allowedNetworks.stream().anyMatch(network -> network.contains(address));
    }
}
