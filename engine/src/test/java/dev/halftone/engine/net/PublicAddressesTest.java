package dev.halftone.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// IPv4 addresses that are not public, written in every way into IPv6 addresses.
final class PublicAddressesTest {
    private static final List<String> INTERNAL = List.of(
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.192",
            "192.168.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255");

    /// Prefixes of public networks.
    private static final List<String> PUBLIC_PREFIXES =
            List.of("2606:4700:0:0", "2a00:1450:4001:82a", "2400:cb00:2048:1", "2003:0:0:1", "2c0f:fb50:4002:800");

    private static final List<UnaryOperator<String>> WRITTEN = Stream.of(
                    Stream.<UnaryOperator<String>>of(
                            ipv4 -> "::ffff:" + ipv4,
                            ipv4 -> "::" + ipv4,
                            ipv4 -> "::ffff:0:" + ipv4,
                            ipv4 -> "64:ff9b::" + ipv4,
                            ipv4 -> "64:ff9b:1::" + ipv4,
                            ipv4 -> "64:ff9b:1:" + high(ipv4) + ":0:" + low(ipv4) + "::",
                            ipv4 -> "2002:" + high(ipv4) + ":" + low(ipv4) + "::1",
                            // Teredo: the server, then the client with all bits inverted.
                            ipv4 -> "2001:0:" + high(ipv4) + ":" + low(ipv4) + "::808:808",
                            ipv4 -> "2001:0:808:808:0:0:" + inverted(high(ipv4)) + ":" + inverted(low(ipv4)),
                            ipv4 -> "fe80::5efe:" + ipv4),
                    PUBLIC_PREFIXES.stream()
                            .flatMap(prefix -> IntStream.of(0, 0x100, 0x200, 0x300)
                                    .mapToObj(Integer::toHexString)
                                    .map(bits -> prefix + ":" + bits + ":5efe:")
                                    .<UnaryOperator<String>>map(isatap -> ipv4 -> isatap + ipv4)))
            .flatMap(ways -> ways)
            .toList();

    static Stream<String> internalAddresses() {
        return WRITTEN.stream().flatMap(written -> INTERNAL.stream().map(written));
    }

    @ParameterizedTest
    @MethodSource("internalAddresses")
    void doesNotContainAnInternalAddressWrittenAsIpv6(String address) {
        assertThat(PublicAddresses.contains(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "::ffff:8.8.8.8",
                "2606:4700::1111",
                "2606:4700::5efe:8.8.8.8",
                "2606:4700::200:5efe:8.8.8.8",
                // Not the interface identifier of ISATAP.
                "2606:4700::400:5efe:a00:1",
                "2606:4700::5eff:a00:1",
                "2606:4700::5efe:a00:1:1",
                "2a00:1450:4001:82a::200e"
            })
    void containsPublicAddresses(String address) {
        assertThat(PublicAddresses.contains(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void containsNothingOutsideOfGlobalUnicast() {
        for (var first = 0; first <= 0xFF; first++) {
            var address = InetAddress.ofLiteral(Integer.toHexString(first << 8 | 0x10) + "::1");

            assertThat(PublicAddresses.contains(address))
                    .as(address.toString())
                    .isEqualTo(first >= 0x20 && first <= 0x3F);
        }
    }

    private static String high(String ipv4) {
        return Integer.toHexString(word(ipv4, 0));
    }

    private static String low(String ipv4) {
        return Integer.toHexString(word(ipv4, 2));
    }

    private static String inverted(String hex) {
        return Integer.toHexString(0xFFFF & ~Integer.parseInt(hex, 16));
    }

    private static int word(String ipv4, int at) {
        var bytes = InetAddress.ofLiteral(ipv4).getAddress();
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
}
