package dev.halftone.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 10.9.9.9, true",
        "192.168.1.128/25, 192.168.1.127, false",
        "192.168.1.128/25, 192.168.1.128, true",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "::1, ::1, true"
    })
    void containsAddressesWithItsPrefix(String network, String address, boolean expected) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "::/129",
                "localhost",
                "localhost/8",
                "10.0.0.0/8x",
                "10/8",
                "10.0/16",
                "10.0.0.0/+8",
                "10.0.0.0/99999999999",
                "10.0.0.0/8/8",
                "fe80::%lo/10"
            })
    void rejectsInvalidNetworks(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/8, 10.0.0.1/8 is not the start of a network; it is in 10.0.0.0/8",
        "10.0.0.0/0, 10.0.0.0/0 is not the start of a network; it is in 0.0.0.0/0",
        "192.168.1.129/25, 192.168.1.129/25 is not the start of a network; it is in 192.168.1.128/25",
        "fd00::1/8, fd00:0:0:0:0:0:0:1/8 is not the start of a network; it is in fd00:0:0:0:0:0:0:0/8",
        "::ffff:10.0.0.1/8, 10.0.0.1/8 is not the start of a network; it is in 10.0.0.0/8"
    })
    void rejectsBitsBeyondThePrefix(String text, String message) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "010.0.0.0/8",
                "10.00.0.0/8",
                "10.0.0.00/8",
                "10.0.010.0/24",
                "::ffff:010.0.0.0/8",
                "::ffff:10.0.0.01",
                "10.0.0.0/08",
                "fd00::/08",
                "0.0.0.0/00"
            })
    void rejectsLeadingZeros(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a number with a leading zero in the network " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "10.0.0.0/8", "100.0.0.0/8", "::/0", "2001:0db8::/32", "::ffff:10.0.0.0/8"})
    void acceptsOtherZeros(String text) {
        assertThat(Network.parse(text)).isNotNull();
    }

    @Test
    void printsInCidrNotation() {
        assertThat(Network.parse("10.0.0.0/8")).hasToString("10.0.0.0/8");
    }
}
