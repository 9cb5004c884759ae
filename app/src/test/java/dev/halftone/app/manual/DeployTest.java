package dev.halftone.app.manual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Caller;
import dev.halftone.app.LiveServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tries what is under `deploy`, as far as this machine has the programs.
class DeployTest {
    @TempDir
    private Path folder;

    @Test
    void aWholeRequestGoesThroughNginx() throws Exception {
        Tool.need("nginx");
        try (var server = LiveServer.startInEarnest();
                var shop = new Shop()) {
            var port = freePort();
            var nginx = startNginx(port, server.port());
            try (var caller = new Caller(port)) {
                awaitListener(port, nginx);

                var request = caller.submit(LiveServer.HEADER + "1,Chair," + shop.image() + "\r\n");
                var events = caller.awaitEnd(request);
                var output = caller.get(request + "/output.csv").text();

                assertThat(events).contains("event: finished");
                var image = output.replaceAll("(?s).*(/processed_images/[0-9a-f]+[.]jpg).*", "$1");
                assertThat(caller.get(image).header("Content-Type")).isEqualTo("image/jpeg");
            } finally {
                nginx.destroy();
                nginx.waitFor(10, TimeUnit.SECONDS);
            }
        }
    }

    /// What the site's file says, but for TLS, which wants a certificate, and with the ports of this test.
    private Process startNginx(int port, int upstream) throws IOException {
        var site = Manual.text("deploy/nginx/halftone.conf")
                .replace("127.0.0.1:8080", "127.0.0.1:" + upstream)
                .replace("listen 443 ssl;", "listen 127.0.0.1:" + port + ";")
                .replaceAll("(?m)^ *ssl_.*\n", "")
                .replaceAll("(?m)^ *listen 80;", "    listen 127.0.0.1:" + freePort() + ";");
        var file = Files.writeString(folder.resolve("nginx.conf"), """
                pid %1$s/nginx.pid;
                error_log stderr;
                daemon off;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                %2$s
                }
                """.formatted(folder, site));
        return new ProcessBuilder("/bin/sh", "-c", "PATH=$PATH:/usr/sbin exec nginx -e stderr -c " + file)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.said").toFile())
                .start();
    }

    private void awaitListener(int port, Process nginx) throws IOException {
        for (var patience = 500; patience > 0 && nginx.isAlive(); patience--) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
        throw new AssertionError("nginx does not listen: " + Files.readString(folder.resolve("nginx.said")));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void systemdUnderstandsTheUnit() {
        Tool.need("systemd-analyze");

        var unit = Tool.run(
                folder,
                "systemd-analyze",
                "verify",
                "--man=no",
                Manual.file("deploy/systemd/halftone.service").toString());

        assertThat(unit.output().lines()).noneMatch(line -> line.contains("halftone.service"));
    }
}
