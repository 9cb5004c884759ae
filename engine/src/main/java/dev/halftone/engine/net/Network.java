package dev.halftone.engine.net;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// A range of IPv4 or IPv6 addresses in CIDR notation (RFC 4632 §3.1): `10.0.0.0/8`, `fd00::/8`; an address alone
/// is a network of one.
///
/// @param base the first address of the network
/// @param prefixLength how many of its leading bits all addresses of the network share
public record Network(InetAddress base, int prefixLength) {
    private static final String NOT_CIDR = "no network in CIDR notation such as 10.0.0.0/8: ";

    public Network {
        var bits = base.getAddress().length * 8;
        if (prefixLength < 0 || prefixLength > bits)
            throw new IllegalArgumentException(
                    "a network of " + bits + "-bit addresses cannot end in /" + prefixLength);
        requireNoHostBits(base, prefixLength);
    }

    /// A typing error in the prefix length would open far more than was meant.
    private static void requireNoHostBits(InetAddress base, int prefixLength) {
        var first = firstAddress(base, prefixLength);
        if (!first.equals(base))
            throw new IllegalArgumentException(base.getHostAddress() + "/" + prefixLength
                    + " is not the start of a network; it is in " + first.getHostAddress() + "/" + prefixLength);
    }

    private static InetAddress firstAddress(InetAddress address, int prefixLength) {
        var bytes = address.getAddress();
        for (var bit = prefixLength; bit < bytes.length * 8; bit++) bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of an impossible length: " + address, e);
        }
    }

    /// Parses CIDR notation. Does not look up names.
    ///
    /// @throws IllegalArgumentException when the text is not a network
    public static Network parse(String text) {
        requireNoLeadingZeros(text);
        var slash = text.indexOf('/');
        if (slash < 0) return of(address(text));
        return new Network(address(text.substring(0, slash)), prefixLength(text, slash + 1));
    }

    /// 010.0.0.0 is 8.0.0.0 to some programs and 10.0.0.0 to others.
    private static void requireNoLeadingZeros(String text) {
        var ipv4OrPrefix = text.substring(text.indexOf('.') < 0 ? text.indexOf('/') + 1 : text.lastIndexOf(':') + 1);
        if (ipv4OrPrefix.indexOf(':') < 0 && ipv4OrPrefix.matches("(.*[./])?0[0-9]+([./].*)?"))
            throw new IllegalArgumentException("a number with a leading zero in the network " + text);
    }

    /// The network of one address.
    static Network of(InetAddress address) {
        return new Network(address, address.getAddress().length * 8);
    }

    private static InetAddress address(String text) {
        // Java reads 10 as 0.0.0.10, which is not what 10/8 means.
        if (!text.matches(".*:.*|(.+\\.){3}.+")) throw new IllegalArgumentException(NOT_CIDR + text);
        // fe80::1%eth0 names an interface of this machine. It would be ignored here.
        if (text.indexOf('%') >= 0) throw new IllegalArgumentException(NOT_CIDR + text);
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NOT_CIDR + text, e);
        }
    }

    private static int prefixLength(String text, int start) {
        var digits = text.substring(start);
        if (!digits.matches("[0-9]{1,3}")) throw new IllegalArgumentException(NOT_CIDR + text);
        return Integer.parseInt(digits);
    }

    public boolean contains(InetAddress address) {
        var size = base.getAddress().length;
        return address.getAddress().length == size && prefix(address, size).equals(prefix(base, size));
    }

    private BigInteger prefix(InetAddress address, int size) {
        return new BigInteger(1, address.getAddress()).shiftRight(size * 8 - prefixLength);
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefixLength;
    }
}
