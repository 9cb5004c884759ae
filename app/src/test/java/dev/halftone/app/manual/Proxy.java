package dev.halftone.app.manual;

import dev.halftone.app.Ports;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.tls.HeldCertificate;

/// A program that stands before Halftone and ends TLS. It is run with its file under `deploy`, but for addresses and
/// certificate, which are the test's.
enum Proxy {
    NGINX("nginx", "nginx -e stderr -p \"$PWD\" -c nginx.conf") {
        @Override
        void configure(Path folder, int port, int upstream) throws IOException {
            var site = Manual.text("deploy/nginx/halftone.conf")
                    .replace("127.0.0.1:8080", "127.0.0.1:" + upstream)
                    .replace("listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;")
                    .replace("listen 80;", "listen 127.0.0.1:" + Ports.free() + ";")
                    .replaceAll("/etc/letsencrypt/\\S*/fullchain.pem", CERTIFICATE)
                    .replaceAll("/etc/letsencrypt/\\S*/privkey.pem", KEY);
            Files.writeString(folder.resolve("nginx.conf"), """
                    pid nginx.pid;
                    error_log stderr;
                    daemon off;
                    events {}
                    http {
                        access_log off;
                        client_body_temp_path body;
                        proxy_temp_path proxy;
                        fastcgi_temp_path fastcgi;
                        uwsgi_temp_path uwsgi;
                        scgi_temp_path scgi;
                    %s
                    }
                    """.formatted(site));
        }
    },

    CADDY("caddy", "caddy run --adapter caddyfile --config Caddyfile") {
        @Override
        void configure(Path folder, int port, int upstream) throws IOException {
            var site = Manual.text("deploy/caddy/Caddyfile")
                    .replace("127.0.0.1:8080", "127.0.0.1:" + upstream)
                    .replace(
                            "halftone.example {",
                            "https://127.0.0.1:%d {\n    tls %s %s".formatted(port, CERTIFICATE, KEY));
            // The certificate is there: it asks nobody for one.
            Files.writeString(folder.resolve("Caddyfile"), "{\n    admin off\n    auto_https off\n}\n" + site);
        }
    };

    private static final String CERTIFICATE = "certificate.pem";
    private static final String KEY = "key.pem";

    private final String program;
    private final String command;

    Proxy(String program, String command) {
        this.program = program;
        this.command = command;
    }

    /// Skips the test where the machine has no such program.
    void need() {
        Tool.need(program);
    }

    abstract void configure(Path folder, int port, int upstream) throws IOException;

    /// Starts it, and waits until it listens.
    ///
    /// @param folder an empty one, for all that it reads and writes
    Running start(Path folder, HeldCertificate certificate, int upstream) throws IOException {
        var port = Ports.free();
        Files.writeString(folder.resolve(CERTIFICATE), certificate.certificatePem());
        Files.writeString(folder.resolve(KEY), certificate.privateKeyPkcs8Pem());
        configure(folder, port, upstream);
        var said = folder.resolve("said").toFile();
        var builder = new ProcessBuilder("/bin/sh", "-c", "PATH=$PATH:/usr/sbin exec " + command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(said));
        builder.environment().put("XDG_DATA_HOME", folder.toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        var running = new Running(builder.start(), port);
        if (!running.listens()) {
            running.close();
            throw new AssertionError(program + " does not listen: " + Files.readString(said.toPath()));
        }
        return running;
    }

    /// One that runs.
    record Running(Process process, int port) implements AutoCloseable {
        private static final Duration PAUSE = Duration.ofMillis(20);
        private static final int LOOKS = 500;

        private boolean listens() {
            for (var look = 0; look < LOOKS && process.isAlive(); look++) {
                try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    return true;
                } catch (IOException e) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
            return false;
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
