package dev.halftone.engine.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/// The public addresses of the internet. The predicates of [InetAddress] are not enough: they do not recognize
/// `100.64.0.1`, `fc00::1` and `64:ff9b::7f00:1`. The ranges follow the IANA special-purpose registries (RFC 6890).
final class PublicAddresses {

    /// IPv4: everything except these.
    private static final List<Network> REFUSED_IPV4 = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carriers' own
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // looks public, answers inside Azure only
            "169.254.0.0/16", // link-local: cloud metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    /// IPv6: only this, the space allocated so far,
    private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");

    /// except these.
    private static final List<Network> REFUSED_IPV6 = networks(
            "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: an IPv4 address in disguise
            "3fff::/20"); // documentation

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        var unmapped = unmapped(address);
        return unmapped instanceof Inet4Address
                ? !isIn(REFUSED_IPV4, unmapped)
                : GLOBAL_UNICAST.contains(unmapped) && !isIn(REFUSED_IPV6, unmapped);
    }

    /// An IPv4 address written as IPv6 (`::ffff:127.0.0.1`) is judged as IPv4, because it is connected to
    /// as IPv4.
    private static InetAddress unmapped(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of an impossible length: " + address, e);
        }
    }

    private static boolean isIn(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }
}
