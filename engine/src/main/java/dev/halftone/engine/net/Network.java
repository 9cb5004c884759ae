package dev.halftone.engine.net;

import java.math.BigInteger;
import java.net.InetAddress;

/// A range of IPv4 or IPv6 addresses in CIDR notation (RFC 4632 §3.1): `10.0.0.0/8`, `fd00::/8`; an address alone
/// is a network of one.
///
/// @param base an address of the network, any
/// @param prefixLength how many of its leading bits all addresses of the network share
public record Network(InetAddress base, int prefixLength) {
    private static final String NOT_CIDR = "no network in CIDR notation such as 10.0.0.0/8: ";

    public Network {
        var bits = base.getAddress().length * 8;
        if (prefixLength < 0 || prefixLength > bits)
            throw new IllegalArgumentException(
                    "a network of " + bits + "-bit addresses cannot end in /" + prefixLength);
    }

    /// Parses CIDR notation. Does not look up names.
    ///
    /// @throws IllegalArgumentException when the text is not a network
    public static Network parse(String text) {
        var slash = text.indexOf('/');
        if (slash < 0) return single(address(text));
        return new Network(address(text.substring(0, slash)), prefixLength(text, slash + 1));
    }

    private static Network single(InetAddress address) {
        return new Network(address, address.getAddress().length * 8);
    }

    private static InetAddress address(String text) {
        // Java reads 10 as 0.0.0.10, which is not what 10/8 means.
        if (!text.matches(".*:.*|(.+\\.){3}.+")) throw new IllegalArgumentException(NOT_CIDR + text);
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NOT_CIDR + text, e);
        }
    }

    private static int prefixLength(String text, int start) {
        try {
            return Integer.parseInt(text, start, text.length(), 10);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(NOT_CIDR + text, e);
        }
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
