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
    void sendsItsBytesAfterTheClientHasSentSome() throws Exception {
        try (var server = RawTcpServer.respondingWith(new byte[] {1, 2, 3});
                var client = connect(server)) {
            client.getOutputStream().write(7);

            assertThat(client.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
            assertThat(server.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void closesTheConnection() throws Exception {
        try (var server = RawTcpServer.closing();
                var client = connect(server)) {
            client.getOutputStream().write(7);

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void resetsTheConnection() throws Exception {
        try (var server = RawTcpServer.resetting();
                var client = connect(server)) {
            client.getOutputStream().write(7);

            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void acceptsNoConnectionWhenTheBacklogIsFull() throws Exception {
        try (var server = RawTcpServer.backlogFull();
                var client = new Socket()) {
            assertThatThrownBy(() -> client.connect(address(server), 100)).isInstanceOf(SocketTimeoutException.class);
            assertThat(server.connectionCount()).isZero();
        }
    }

    private static Socket connect(RawTcpServer server) throws IOException {
        var client = new Socket();
        client.connect(address(server));
        return client;
    }

    private static InetSocketAddress address(RawTcpServer server) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }
}
