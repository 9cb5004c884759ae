package dev.halftone.app.cli;

import static dev.halftone.app.ServerFixture.CSV;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import dev.halftone.app.cli.client.HalftoneClient;
import dev.halftone.app.cli.client.RemoteRequest;
import dev.halftone.app.cli.client.ServerAddress;
import dev.halftone.engine.report.ReportJson;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.RawTcpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// API keys, and servers that are missing, busy, lost, or no servers of Halftone.
class ServerAccessTest {
    private static final String REQUESTS = "/v1/requests";

    @TempDir
    private Path folder;

    @Test
    void sendsTheKeyOfTheVariableOrTheFile() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        var key = keys.create("webshop").text();
        try (var server = ServerFixture.start(keys.file())) {
            var address = "http://127.0.0.1:" + server.port();
            var csv = Files.writeString(folder.resolve("products.csv"), CSV).toString();
            var keyFile = Files.writeString(folder.resolve("key"), key + "\n").toString();

            var byVariable =
                    CommandRun.in(Map.of("HALFTONE_API_KEY", key), "submit", csv, "--wait", "--server", address);
            var byFile = CommandRun.of("requests", "list", "--server", address, "--api-key-file", keyFile);

            assertThat(byVariable.exitCode()).as(byVariable.err().toString()).isZero();
            assertThat(byFile.out())
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith(byVariable.out().getFirst());
        }
    }

    @Test
    void saysWhatToDoWithoutAKeyOrWithAWrongOne() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        keys.create("webshop");
        try (var server = ServerFixture.start(keys.file())) {
            var address = "http://127.0.0.1:" + server.port();

            var without = CommandRun.of("requests", "list", "--server", address);
            var wrong = CommandRun.in(Map.of("HALFTONE_API_KEY", "htk_wrong"), "requests", "list", "--server", address);

            assertThat(without.exitCode()).isEqualTo(1);
            assertThat(without.err())
                    .containsExactly("halftone: " + address
                            + " requires an API key: set HALFTONE_API_KEY, or give --api-key-file FILE");
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.err())
                    .containsExactly(
                            "halftone: " + address + " does not accept this API key; it is unknown there, or revoked");
        }
    }

    @Test
    void neverTakesOrPrintsAKey() throws IOException {
        var notAKey = Files.writeString(folder.resolve("key"), "htk_secret and a comment")
                .toString();

        var argument = CommandRun.of("requests", "list", "--server=http://127.0.0.1:1", "--api-key=htk_secret");
        var file = CommandRun.of("requests", "list", "--server=http://127.0.0.1:1", "--api-key-file", notAKey);

        assertThat(argument.exitCode()).isEqualTo(64);
        assertThat(argument.err())
                .singleElement()
                .asString()
                .contains("unknown option --api-key")
                .doesNotContain("htk_");
        assertThat(file.exitCode()).isEqualTo(64);
        assertThat(file.err())
                .singleElement()
                .asString()
                .contains("must hold an API key")
                .doesNotContain("htk_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8080",
                "ftp://localhost",
                "http://",
                "http://a b",
                "http://localhost:99999",
                "http://u:p@localhost",
                ""
            })
    void refusesAnAddressThatIsNone(String address) {
        var run = CommandRun.of("requests", "list", "--server", address);

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .singleElement()
                .asString()
                .contains("http://localhost:8080")
                .doesNotContain("u:p");
    }

    @Test
    void needsAServer() {
        assertThat(CommandRun.of("requests", "list").err())
                .singleElement()
                .asString()
                .contains("--server=URL");
    }

    @Test
    void saysInOneLineThatTheServerCannotBeReached() throws IOException {
        var csv = Files.writeString(folder.resolve("products.csv"), CSV).toString();
        try (var resetting = RawTcpServer.resetting()) {
            var refused = CommandRun.of("submit", csv, "--server=http://127.0.0.1:1");
            var unknown = CommandRun.of("requests", "list", "--server=http://halftone.invalid");
            var noTls = CommandRun.of("requests", "list", "--server=https://127.0.0.1:" + resetting.port());
            var lost = CommandRun.of("requests", "list", "--server=http://127.0.0.1:" + resetting.port());

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err())
                    .containsExactly("halftone: cannot reach http://127.0.0.1:1: nothing answers there");
            assertThat(unknown.err()).containsExactly("halftone: cannot reach http://halftone.invalid: no such host");
            assertThat(noTls.err()).singleElement().asString().startsWith("halftone: cannot reach https://");
            assertThat(lost.err()).singleElement().asString().endsWith(": the connection was lost");
        }
    }

    @Test
    void saysThatSomethingElseListensThere() {
        try (var host = ImageHost.start()) {
            host.respondTo("/page/v1/requests", MockResponse.status(200));
            host.respondTo("/json/v1/requests", json(200, "{\"ok\": true}"));
            host.respondTo("/moved/v1/requests", MockResponse.redirectTo("https://shop.example/"));

            for (var path : List.of("/page", "/json", "/missing")) {
                var run = list(host.url(path));
                assertThat(run.exitCode()).isEqualTo(1);
                assertThat(run.err()).singleElement().asString().endsWith("is --server right?");
            }
            assertThat(list(host.url("/moved/")).err())
                    .singleElement()
                    .asString()
                    .contains("a redirect to https://shop.example/");
        }
    }

    @Test
    void asksABusyServerAgainButNotForever() {
        var busy = json(429, "{\"code\": \"too_many_requests\", \"detail\": \"later\"}")
                .retryAfter(Duration.ZERO);
        try (var host = ImageHost.start()) {
            host.respondTo(REQUESTS, busy, busy, json(200, "{\"items\": [], \"next_cursor\": null}"));
            assertThat(list(host.url("")).exitCode()).isZero();
            assertThat(host.requests()).hasSize(3);

            host.respondTo(REQUESTS, busy);
            var run = list(host.url(""));
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .startsWith("halftone: later; trying again in 0 s")
                    .endsWith("halftone: later");
            assertThat(host.requests()).hasSize(3 + 5);
        }
    }

    /// The server accepts the upload, but its response is lost on the way.
    @Test
    void createsOneRequestWhenAnUploadIsSentTwice() throws Exception {
        var csv = Files.writeString(folder.resolve("products.csv"), CSV).toString();
        try (var server = ServerFixture.start();
                var proxy = new LossyProxy(server.port())) {
            var run = CommandRun.of("submit", csv, "--server", proxy.address());

            assertThat(run.exitCode()).as(run.err().toString()).isZero();
            assertThat(proxy.keys).hasSize(2);
            assertThat(proxy.keys.getFirst()).isEqualTo(proxy.keys.getLast()).isNotBlank();
            assertThat(server.client().get(REQUESTS).json().path("items")).hasSize(1);
            assertThat(server.client().get(REQUESTS).field("/items/0/request_id"))
                    .isEqualTo(run.out().getFirst());
        }
    }

    /// A proxy that forwards uploads, and loses the response to the first.
    private static final class LossyProxy implements AutoCloseable {
        private final HttpServer http;
        private final int target;
        private final HttpClient client = HttpClient.newHttpClient();
        private final List<String> keys = new CopyOnWriteArrayList<>();

        LossyProxy(int target) throws IOException {
            this.target = target;
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", this::forward);
            http.start();
        }

        String address() {
            return "http://127.0.0.1:" + http.getAddress().getPort();
        }

        private void forward(HttpExchange exchange) throws IOException {
            try (exchange) {
                keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                var call = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target + exchange.getRequestURI()))
                        .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                        .header("Idempotency-Key", keys.getLast())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
                var response = client.send(call.build(), BodyHandlers.ofByteArray());
                if (keys.size() == 1) return;
                exchange.sendResponseHeaders(response.statusCode(), response.body().length);
                exchange.getResponseBody().write(response.body());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            http.stop(0);
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.jpg", "/tmp/evil.jpg", "a/evil.jpg", "..", "a\\..\\evil.jpg"})
    void unpacksNoImageOutsideItsFolder(String name) throws Exception {
        var out = new FolderJob.OutputFolder(folder.resolve("out"));
        var status = "{\"request_id\": \"0123456789abcdef0123456789abcdef\", \"images\": {\"failed\": 0}}";
        try (var host = ImageHost.start();
                var client = new HalftoneClient(ServerAddress.parse(host.url("")), Optional.empty(), _ -> {})) {
            var path = "/v1/requests/0123456789abcdef0123456789abcdef/";
            host.respondTo(path + "output.csv", json(200, "csv"));
            host.respondTo(path + "report.csv", json(200, "csv"));
            host.respondTo(path + "images.zip", MockResponse.image("application/zip", zip(name)));

            var download = new ResultDownload(client, out);

            assertThatThrownBy(() ->
                            download.write(new RemoteRequest(ReportJson.mapper().readTree(status))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no plain file name");
            try (var files = Files.walk(folder)) {
                assertThat(files.map(file -> folder.relativize(file).toString()).filter(file -> !file.isEmpty()))
                        .containsExactlyInAnyOrder("out", "out/images", "out/output.csv", "out/report.csv");
            }
        }
    }

    private static byte[] zip(String name) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(1);
        }
        return bytes.toByteArray();
    }

    private static MockResponse json(int status, String body) {
        return MockResponse.image("application/json", body.getBytes(UTF_8)).withStatus(status);
    }

    private static CommandRun list(String server) {
        return CommandRun.of("requests", "list", "--server", server);
    }
}
