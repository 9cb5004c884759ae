package dev.halftone.acceptance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ProjectFiles;
import dev.halftone.acceptance.docs.ExampleHosts;
import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Requests over TLS through the reverse proxies that `deploy` configures, if they are installed.
class ReverseProxyTest {
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

    private static ExampleHosts exampleHosts;
    private static ServerFixture server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        exampleHosts = new ExampleHosts();
        server = ServerFixture.startWithRealImages();
    }

    @AfterAll
    static void close() {
        // The hosts close first: otherwise the server would wait for the slow image.
        exampleHosts.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void completesARequest(ReverseProxy reverseProxy) throws IOException {
        reverseProxy.assumeInstalled();
        try (var running = reverseProxy.start(folder, CERTIFICATE, server.port());
                var apiClient = new ApiClient(address(running), client())) {
            var request = apiClient.submit(ServerFixture.HEADER + "1,Chair," + exampleHosts.imageUrl() + "\r\n");
            var events = apiClient.events(request);
            var output = apiClient.get(request + "/output.csv").text();

            assertThat(events).contains("event: finished");
            var image = output.replaceAll("(?s).*(/processed_images/[0-9a-f]+[.]jpg).*", "$1");
            assertThat(apiClient.get(image).header("Content-Type")).isEqualTo("image/jpeg");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void doesNotBufferEvents(ReverseProxy reverseProxy) throws IOException, InterruptedException {
        reverseProxy.assumeInstalled();
        try (var running = reverseProxy.start(folder, CERTIFICATE, server.port());
                var apiClient = new ApiClient(address(running), client());
                var client = client()) {
            var request = apiClient.submit(ServerFixture.HEADER + "1,Slow," + exampleHosts.slowImageUrl() + "\r\n");
            var events = HttpRequest.newBuilder(address(running).resolve(request + "/events"))
                    .build();

            try (var lines = client.send(events, BodyHandlers.ofLines()).body()) {
                assertThat(lines.findFirst()).contains("event: progress");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void sessionCookieIsSecure(ReverseProxy reverseProxy, @TempDir Path keyFolder) throws IOException {
        reverseProxy.assumeInstalled();
        var keys = ApiKeyFixture.in(keyFolder);
        var key = keys.create("shop");
        try (var guarded = ServerFixture.start(keys.file());
                var running = reverseProxy.start(folder, CERTIFICATE, guarded.port());
                var apiClient = new ApiClient(address(running), client())) {
            var session = apiClient.send(
                    "POST",
                    "/session",
                    BodyPublishers.ofString("{\"key\":\"" + key.text() + "\"}"),
                    "Content-Type",
                    "application/json");

            assertThat(session.header("Set-Cookie")).contains("; Secure");
        }
    }

    private static URI address(ReverseProxy.Running running) {
        return URI.create("https://127.0.0.1:" + running.port());
    }

    private static HttpClient client() {
        var trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(CERTIFICATE.certificate())
                .build();
        return HttpClient.newBuilder().sslContext(trust.sslContext()).build();
    }

    /// A reverse proxy that terminates TLS. It runs with its file in `deploy`, but with the addresses and the
    /// certificate of the test.
    enum ReverseProxy {
        NGINX("nginx", "nginx -e stderr -p \"$PWD\" -c nginx.conf") {
            @Override
            void configure(Path folder, int port, int upstream) throws IOException {
                var site = ProjectFiles.text("deploy/nginx/halftone.conf")
                        .replace("127.0.0.1:8080", "127.0.0.1:" + upstream)
                        .replace("listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;")
                        .replace("listen 80;", "listen 127.0.0.1:" + ExternalTool.freePort() + ";")
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
                var site = ProjectFiles.text("deploy/caddy/Caddyfile")
                        .replace("127.0.0.1:8080", "127.0.0.1:" + upstream)
                        .replace(
                                "halftone.example {",
                                "https://127.0.0.1:%d {\n    tls %s %s".formatted(port, CERTIFICATE, KEY));
                // Caddy must not request a certificate.
                Files.writeString(folder.resolve("Caddyfile"), "{\n    admin off\n    auto_https off\n}\n" + site);
            }
        };

        private static final String CERTIFICATE = "certificate.pem";
        private static final String KEY = "key.pem";

        private final String program;
        private final String command;

        ReverseProxy(String program, String command) {
            this.program = program;
            this.command = command;
        }

        /// Skips the test if the program is not installed.
        void assumeInstalled() {
            ExternalTool.assumeInstalled(program);
        }

        abstract void configure(Path folder, int port, int upstream) throws IOException;

        /// Starts the proxy, and waits until it listens.
        ///
        /// @param folder an empty folder for its files
        Running start(Path folder, HeldCertificate certificate, int upstream) throws IOException {
            var port = ExternalTool.freePort();
            Files.writeString(folder.resolve(CERTIFICATE), certificate.certificatePem());
            Files.writeString(folder.resolve(KEY), certificate.privateKeyPkcs8Pem());
            configure(folder, port, upstream);
            var output = folder.resolve("output.txt").toFile();
            var builder = new ProcessBuilder("/bin/sh", "-c", "PATH=$PATH:/usr/sbin exec " + command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(output));
            builder.environment().put("XDG_DATA_HOME", folder.toString());
            builder.environment().put("XDG_CONFIG_HOME", folder.toString());
            var running = new Running(builder.start(), port);
            if (!running.awaitListening()) {
                running.close();
                throw new AssertionError(program + " does not listen: " + Files.readString(output.toPath()));
            }
            return running;
        }

        /// A running proxy.
        record Running(Process process, int port) implements AutoCloseable {
            /// Waits until the proxy listens, or has ended.
            private boolean awaitListening() {
                Await.until(() -> !process.isAlive() || ExternalTool.isListening(port));
                return process.isAlive();
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
}
