package dev.halftone.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class ClosedPortTest {
    @Test
    void refusesConnectionsAndServers() {
        try (var closed = new ClosedPort()) {
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), closed.port()).close());
            assertThatExceptionOfType(BindException.class)
                    .isThrownBy(() -> new ServerSocket(closed.port(), 1, InetAddress.getLoopbackAddress()).close());
        }
    }
}
