package dev.halftone.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class StubDnsTest {

    @Test
    void resolvesANameToAllItsAddresses() throws Exception {
        var dns = new StubDns().with("shop.test", "93.184.216.34", "2003::1");

        assertThat(dns.resolve("shop.test"))
                .containsExactly(InetAddress.ofLiteral("93.184.216.34"), InetAddress.ofLiteral("2003::1"));
    }

    @Test
    void returnsQueuedResultsInOrderAndRepeatsTheLast() throws Exception {
        var dns = new StubDns().with("shop.test", "93.184.216.34").with("shop.test", "127.0.0.1");

        assertThat(dns.resolve("shop.test")).containsExactly(InetAddress.ofLiteral("93.184.216.34"));
        assertThat(dns.resolve("shop.test")).containsExactly(InetAddress.ofLiteral("127.0.0.1"));
        assertThat(dns.resolve("shop.test")).containsExactly(InetAddress.ofLiteral("127.0.0.1"));
    }

    @Test
    void rejectsAnUnknownName() {
        assertThatThrownBy(() -> new StubDns().resolve("shop.test")).isInstanceOf(UnknownHostException.class);
    }
}
