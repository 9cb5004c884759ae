package dev.halftone.app.manual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Caller;
import dev.halftone.app.LiveServer;
import dev.halftone.app.security.Keys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Calls through what `deploy` has to stand before Halftone, over TLS, as far as this machine has the programs.
class ProxyTest {
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

    private static Shop shop;
    private static LiveServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        shop = new Shop();
        server = LiveServer.startInEarnest();
    }

    @AfterAll
    static void close() {
        // A server would wait for an image that does not come.
        shop.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void aWholeRequestGoesThrough(Proxy proxy) throws IOException {
        proxy.need();
        try (var running = proxy.start(folder, CERTIFICATE, server.port());
                var caller = new Caller(address(running), client())) {
            var request = caller.submit(LiveServer.HEADER + "1,Chair," + shop.image() + "\r\n");
            var events = caller.awaitEnd(request);
            var output = caller.get(request + "/output.csv").text();

            assertThat(events).contains("event: finished");
            var image = output.replaceAll("(?s).*(/processed_images/[0-9a-f]+[.]jpg).*", "$1");
            assertThat(caller.get(image).header("Content-Type")).isEqualTo("image/jpeg");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void eventsComeBeforeTheEnd(Proxy proxy) throws IOException, InterruptedException {
        proxy.need();
        try (var running = proxy.start(folder, CERTIFICATE, server.port());
                var caller = new Caller(address(running), client());
                var client = client()) {
            var request = caller.submit(LiveServer.HEADER + "1,Slow," + shop.slow() + "\r\n");
            var events = HttpRequest.newBuilder(address(running).resolve(request + "/events"))
                    .build();

            try (var lines = client.send(events, BodyHandlers.ofLines()).body()) {
                assertThat(lines.findFirst()).contains("event: progress");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionThatBeganOverTlsStaysThere(Proxy proxy, @TempDir Path office) throws IOException {
        proxy.need();
        var keys = Keys.in(office);
        var key = keys.handTo("shop");
        try (var guarded = LiveServer.start(keys.file());
                var running = proxy.start(folder, CERTIFICATE, guarded.port());
                var caller = new Caller(address(running), client())) {
            var session = caller.call(
                    "POST",
                    "/session",
                    BodyPublishers.ofString("{\"key\":\"" + key.text() + "\"}"),
                    "Content-Type",
                    "application/json");

            assertThat(session.header("Set-Cookie")).contains("; Secure");
        }
    }

    private static URI address(Proxy.Running running) {
        return URI.create("https://127.0.0.1:" + running.port());
    }

    private static HttpClient client() {
        var trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(CERTIFICATE.certificate())
                .build();
        return HttpClient.newBuilder().sslContext(trust.sslContext()).build();
    }
}
