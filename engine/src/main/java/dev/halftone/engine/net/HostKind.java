package dev.halftone.engine.net;

import dev.halftone.engine.request.SourceUrl;
import java.net.InetAddress;
import java.util.List;

/// The kind of a host, by its spelling alone.
public sealed interface HostKind {

    /// An address, or `localhost`, which is one by definition (RFC 6761 §6.3).
    record Address(InetAddress address) implements HostKind {}

    /// A number that programs read differently: `0177.0.0.1` is 177.0.0.1 to Java and 127.0.0.1 to libc, and
    /// `127.1` is an address to both. No real host is written like this.
    record Ambiguous() implements HostKind {}

    /// A name that can only resolve inside a private network.
    record InternalName() implements HostKind {}

    /// Any other name.
    record Name() implements HostKind {}

    /// Domains that do not exist in the public DNS, and two services that resolve to any address written in
    /// the name (`127.0.0.1.nip.io`).
    List<String> INTERNAL_DOMAINS = List.of(
            ".local", // RFC 6762
            ".internal", // reserved by ICANN in 2024
            ".home.arpa", // RFC 8375
            ".localdomain", // /etc/hosts
            ".onion", // RFC 7686
            ".alt", // RFC 9476
            ".i2p",
            ".nip.io",
            ".sslip.io");

    /// Classifies the host of a valid URL.
    static HostKind of(SourceUrl url) {
        var host = url.toHttpUrl().host();
        if (host.indexOf(':') >= 0) return new Address(InetAddress.ofLiteral(host));
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (endsInNumber(name))
            return isPlainlySpelled(host, url) ? new Address(InetAddress.ofLiteral(host)) : new Ambiguous();
        return ofName(name);
    }

    private static HostKind ofName(String name) {
        if (name.equals("localhost") || name.endsWith(".localhost"))
            return new Address(InetAddress.getLoopbackAddress());
        if (name.indexOf('.') < 0) return new InternalName();
        return INTERNAL_DOMAINS.stream().anyMatch(name::endsWith) ? new InternalName() : new Name();
    }

    /// Whether the last label is a number, possibly hexadecimal. Such a host is an address or invalid
    /// (WHATWG URL, "ends in a number").
    private static boolean endsInNumber(String name) {
        var label = name.substring(name.lastIndexOf('.') + 1);
        return label.matches("[0-9]+|0x[0-9a-f]*");
    }

    /// Whether the host is four decimal numbers without leading zeros, both parsed and as written:
    /// `①②⑦.0.0.1` is not. An IPv4 address written as IPv6 (`[::ffff:8.8.8.8]`) is accepted.
    private static boolean isPlainlySpelled(String host, SourceUrl url) {
        var written = url.hostAndPort();
        return host.matches("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}")
                && (written.startsWith(host) || written.startsWith("["));
    }
}
