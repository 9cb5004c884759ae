package dev.halftone.engine.net;

import static java.util.stream.Collectors.joining;

import dev.halftone.engine.net.AddressGuard.Verdict;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Why the address guard refuses a URL, and the flag with which an operator would allow it.
///
/// @param flag empty where no flag helps, or none should be advised
/// @param flagWithoutAddress the same for those who may not know the address
record Objection(String reason, Optional<String> flag, Optional<String> flagWithoutAddress) {
    private static final String NOT_PUBLIC = "the URL's host is not at a public address";
    private static final String ALLOW_NETWORKS = "--allow-networks ";
    private static final int MAX_PORTS = 10;

    static final Objection TO_USER_INFO = never("the URL has a user name or password in it");
    static final Objection TO_NUMBER = never("the URL's host is a number, but no plainly written IPv4 address");
    static final Objection TO_INTERNAL_NAME = new Objection(
            "the URL's host is a name of an internal network",
            Optional.of(ALLOW_NETWORKS + "CIDR"),
            Optional.of(ALLOW_NETWORKS + "CIDR"));

    /// Where clouds hand out credentials to whoever asks from inside. A flag opens these too, but none is
    /// advised.
    private static final List<Network> METADATA_SERVICES = Stream.of(
                    "169.254.0.0/16", "168.63.129.16/32", "100.100.100.200/32", "fe80::/10", "fd00:ec2::/32")
            .map(Network::parse)
            .toList();

    private static Objection never(String reason) {
        return new Objection(reason, Optional.empty(), Optional.empty());
    }

    /// The flag replaces the ports that are allowed now, so it repeats them, unless that would be a long list.
    static Objection to(int port, Set<Integer> allowedPorts) {
        var others = allowedPorts.size() > MAX_PORTS
                ? ",…"
                : allowedPorts.stream().sorted().map(allowed -> "," + allowed).collect(joining());
        var flag = Optional.of("--allowed-ports " + port + others);
        return new Objection("the URL has port " + port + ", which is not allowed", flag, flag);
    }

    static Objection to(List<InetAddress> addresses) {
        return to(addresses, NOT_PUBLIC);
    }

    /// For an operator, who may know where a name leads.
    static Objection toNameAt(List<InetAddress> addresses) {
        return to(addresses, NOT_PUBLIC + " but at " + spelled(addresses));
    }

    private static Objection to(List<InetAddress> addresses, String reason) {
        var networks =
                addresses.stream().map(Network::of).map(Network::toString).collect(joining(","));
        var flag = Optional.of(ALLOW_NETWORKS + networks)
                .filter(_ -> addresses.stream().noneMatch(Objection::isMetadataService));
        // The same for every address: whether a flag is named must not tell where a name leads.
        return new Objection(reason, flag, Optional.of(ALLOW_NETWORKS + "CIDR"));
    }

    private static boolean isMetadataService(InetAddress address) {
        return METADATA_SERVICES.stream().anyMatch(network -> network.contains(address));
    }

    static String spelled(List<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).collect(joining(", "));
    }

    String why() {
        return reason + advice(List.of(this), Objection::flag);
    }

    String withoutAddress() {
        return reason + advice(List.of(this), Objection::flagWithoutAddress);
    }

    /// The verdict for these objections to one URL: the first one's reason, and the flags that are needed
    /// together.
    static Optional<Verdict> verdict(List<Objection> objections) {
        return objections.stream()
                .findFirst()
                .map(first -> new Verdict.Blocked(
                        first.reason + advice(objections, Objection::flag),
                        first.reason + advice(objections, Objection::flagWithoutAddress)));
    }

    private static String advice(List<Objection> objections, Function<Objection, Optional<String>> flag) {
        var flags = objections.stream()
                .flatMap(objection -> flag.apply(objection).stream())
                .toList();
        return flags.size() < objections.size() ? "" : "; to allow it: " + String.join(" ", flags);
    }
}
