package dev.halftone.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TcpProxyTest {
    private ServerSocket target;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        target = echo(0);
        proxy = TcpProxy.to(target.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        target.close();
    }

    @Test
    void forwardsInBothDirections() throws IOException {
        try (var client = connect()) {
            assertThat(answerTo(client, 7)).isEqualTo(7);
        }
    }

    @Test
    void delaysWhatItForwards() throws IOException {
        proxy.delay(Duration.ofMillis(100));

        try (var client = connect()) {
            var begunAt = System.nanoTime();
            answerTo(client, 7);

            assertThat(Duration.ofNanos(System.nanoTime() - begunAt)).isGreaterThan(Duration.ofMillis(200));
        }
    }

    @Test
    void isABlackHoleForOldAndNewConnectionsUntilItResumes() throws IOException {
        try (var old = connect()) {
            answerTo(old, 7);
            proxy.goSilent();

            assertThatThrownBy(() -> answerTo(old, 7)).isInstanceOf(SocketTimeoutException.class);
            try (var refused = connect()) {
                assertThatThrownBy(() -> answerTo(refused, 7)).isInstanceOf(SocketTimeoutException.class);
            }
            proxy.resume();

            assertThatThrownBy(() -> answerTo(old, 7)).isInstanceOf(SocketTimeoutException.class);
        }
        try (var client = connect()) {
            assertThat(answerTo(client, 7)).isEqualTo(7);
        }
    }

    @Test
    void resetsOldAndNewConnectionsUntilItResumes() throws IOException {
        try (var old = connect()) {
            answerTo(old, 7);
            proxy.reset();

            assertThatThrownBy(() -> answerTo(old, 7)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> {
                        try (var refused = connect()) {
                            answerTo(refused, 7);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        proxy.resume();

        try (var client = connect()) {
            assertThat(answerTo(client, 7)).isEqualTo(7);
        }
    }

    @Test
    void redirectsNewConnections() throws IOException {
        try (var other = echo(1)) {
            proxy.redirectTo(other.getLocalPort());

            try (var client = connect()) {
                assertThat(answerTo(client, 7)).isEqualTo(8);
            }
        }
    }

    private Socket connect() throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(500);
        return client;
    }

    /// @throws IOException also when the connection ends without an answer
    private static int answerTo(Socket client, int question) throws IOException {
        client.getOutputStream().write(question);
        var answer = client.getInputStream().read();
        if (answer < 0) throw new IOException("no answer");
        return answer;
    }

    /// Answers each byte with its sum with a number.
    private static ServerSocket echo(int plus) throws IOException {
        var server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    var connection = server.accept();
                    Thread.ofVirtual().start(() -> echo(connection, plus));
                } catch (IOException e) {
                    // The test is over.
                }
            }
        });
        return server;
    }

    private static void echo(Socket connection, int plus) {
        try (connection) {
            for (int read = connection.getInputStream().read();
                    read >= 0;
                    read = connection.getInputStream().read()) {
                connection.getOutputStream().write(read + plus);
            }
        } catch (IOException e) {
            // The proxy has reset the connection.
        }
    }
}
