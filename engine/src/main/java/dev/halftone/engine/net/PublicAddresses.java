package dev.halftone.engine.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
            "3ffe::/16", // 6bone, given back
            "3fff::/20"); // documentation

    /// The interface identifier of ISATAP is `0000:5efe` or `0200:5efe`, followed by an IPv4 address (RFC 5214
    /// §6.1). The mask leaves out the two bits of `u` and `g`.
    private static final int ISATAP = 0x00005EFE;

    private static final int ISATAP_MASK = 0xFCFFFFFF;

    private PublicAddresses() {}

    /// An IPv6 address can lead to an IPv4 address that is written in it. All ways of doing so are outside of
    /// what is allowed, or are judged by the IPv4 address:
    ///
    /// | way | where |
    /// | --- | --- |
    /// | mapped, `::ffff:a.b.c.d` | Java makes it an IPv4 address |
    /// | compatible, `::a.b.c.d`; translated, `::ffff:0:a.b.c.d` (RFC 2765) | outside of 2000::/3 |
    /// | NAT64, `64:ff9b::/96` (RFC 6052) and `64:ff9b:1::/48` (RFC 8215) | outside of 2000::/3 |
    /// | Teredo, `2001::/32` (RFC 4380); 6to4, `2002::/16` (RFC 3056) | refused |
    /// | ISATAP, in any network (RFC 5214) | judged by the IPv4 address |
    ///
    /// A network may translate prefixes of its own choice, too (RFC 6052 §2.2). Only its operator knows them.
    static boolean contains(InetAddress address) {
        var unmapped = ofBytes(address.getAddress());
        return unmapped instanceof Inet4Address
                ? !isIn(REFUSED_IPV4, unmapped)
                : GLOBAL_UNICAST.contains(unmapped) && !isIn(REFUSED_IPV6, unmapped) && isPublicInIsatap(unmapped);
    }

    private static boolean isPublicInIsatap(InetAddress address) {
        var bytes = address.getAddress();
        var isIsatap = (ByteBuffer.wrap(bytes).getInt(8) & ISATAP_MASK) == ISATAP;
        return !isIsatap || !isIn(REFUSED_IPV4, ofBytes(Arrays.copyOfRange(bytes, 12, 16)));
    }

    /// An IPv4 address written as IPv6 (`::ffff:127.0.0.1`) becomes IPv4, because it is connected to as IPv4.
    private static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of an impossible length: " + bytes.length, e);
        }
    }

    private static boolean isIn(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }
}
