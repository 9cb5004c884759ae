package dev.halftone.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RawTcpServerTest {

    @Test
    void saysWhatItIsToSayOnceItIsSpokenTo() throws Exception {
        try (var port = RawTcpServer.respondingWith(new byte[] {1, 2, 3});
                var client = connected(port)) {
            client.getOutputStream().write(7);

            assertThat(client.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
            assertThat(port.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void hangsUp() throws Exception {
        try (var port = RawTcpServer.closing();
                var client = connected(port)) {
            client.getOutputStream().write(7);

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void resets() throws Exception {
        try (var port = RawTcpServer.resetting();
                var client = connected(port)) {
            client.getOutputStream().write(7);

            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void letsNobodyInWhenItIsFull() throws Exception {
        try (var port = RawTcpServer.backlogFull();
                var client = new Socket()) {
            assertThatThrownBy(() -> client.connect(address(port), 100)).isInstanceOf(SocketTimeoutException.class);
            assertThat(port.connectionCount()).isZero();
        }
    }

    private static Socket connected(RawTcpServer port) throws IOException {
        var client = new Socket();
        client.connect(address(port));
        return client;
    }

    private static InetSocketAddress address(RawTcpServer port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port.port());
    }
}
