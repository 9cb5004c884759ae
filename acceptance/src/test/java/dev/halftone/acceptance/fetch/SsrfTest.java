package dev.halftone.acceptance.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.halftone.testkit.Await;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.RawTcpServer;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every way in for every URL that is to lead nowhere: a row of a CSV, a redirect, a webhook. One
/// loopback address stands for the public web; at all others a listener waits for somebody to come.
@TestInstance(Lifecycle.PER_CLASS)
class SsrfTest {
    private static final String PUBLIC_ADDRESS = "127.99.0.1";
    private static final String HEADER = "Serial Number,Product Name,Input Image URLs\n";

    private final RawTcpServer listener = RawTcpServer.silent();
    private final ImageHost host = publicHost();
    private final List<BlockedUrl> urls = BlockedUrl.all(listener.port());
    private Map<String, List<JsonNode>> rows = Map.of();
    private Map<String, List<JsonNode>> redirects = Map.of();
    private FetchTestServer server;

    private static ImageHost publicHost() {
        try {
            return ImageHost.startAt(PUBLIC_ADDRESS).respondTo("/good.jpg", FaultyHosts.IMAGE);
        } catch (UncheckedIOException e) {
            return abort("this system has one loopback address only");
        }
    }

    @BeforeAll
    void runRequests(@TempDir Path folder) {
        var names = new HashMap<>(BlockedUrl.hostAddresses());
        names.put(FaultyHosts.PUBLIC_NAME, PUBLIC_ADDRESS);
        var jvm = new ArrayList<>(FetchTestServer.ProxyOptions.jvmOptions(listener));
        jvm.add(FetchTestServer.HostsFile.jvmOption(folder, names));
        server = FetchTestServer.start(folder, jvm, settings());
        rows = images(server.submit(csvOfRows()));
        redirects = images(server.submit(csvOfRedirects()));
    }

    private List<String> settings() {
        return List.of(
                "--allow-networks=" + PUBLIC_ADDRESS + "/32",
                "--allowed-ports=80,443,%d,%d".formatted(listener.port(), host.port()),
                "--max-attempts=1");
    }

    private String csvOfRows() {
        var csv = new StringBuilder(HEADER + "good,Chair," + host.url("/good.jpg") + "\n");
        urls.stream().filter(BlockedUrl::fitsCsvCell).forEach(url -> csv.append(row(url, url.csvCell())));
        return csv.toString();
    }

    private String csvOfRedirects() {
        var csv = new StringBuilder(HEADER + "good,Chair," + host.url(FaultyHosts.PUBLIC_NAME, "/good.jpg") + "\n");
        urls.stream().filter(BlockedUrl::isRedirectTarget).forEach(url -> {
            var path = "/to/" + urls.indexOf(url);
            host.respondTo(path, MockResponse.redirectTo(url.headerValue()));
            csv.append(row(url, host.url(path)));
        });
        return csv.toString();
    }

    private String row(BlockedUrl url, String cell) {
        return "%d,Chair,%s\n".formatted(urls.indexOf(url), cell);
    }

    /// The images of each row, by its serial number.
    private Map<String, List<JsonNode>> images(String request) {
        server.awaitEnd(request);
        var images = new HashMap<String, List<JsonNode>>();
        for (var product : server.json(request + "/products?limit=500").path("items"))
            images.put(
                    product.path("serial_number").asString(),
                    product.path("images").valueStream().toList());
        return images;
    }

    @AfterAll
    void close() {
        if (server != null) server.close();
        host.close();
        listener.close();
    }

    Stream<BlockedUrl> inCells() {
        return urls.stream().filter(BlockedUrl::fitsCsvCell);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inCells")
    void isNotFetchedForARow(BlockedUrl url) {
        assertThat(rows.get(Integer.toString(urls.indexOf(url))))
                .isNotEmpty()
                .extracting(image -> image.path("code").asString("none"))
                .containsOnly(url.code());
    }

    Stream<BlockedUrl> asTargets() {
        return urls.stream().filter(BlockedUrl::isRedirectTarget);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("asTargets")
    void isNotFollowed(BlockedUrl url) {
        assertThat(redirects.get(Integer.toString(urls.indexOf(url))))
                .extracting(image -> image.path("code").asString("none"))
                .containsExactly(url.code());
    }

    List<BlockedUrl> urls() {
        return urls;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("urls")
    void isNotToldOfAnEnd(BlockedUrl url) {
        var query = "?webhook_url=" + URLEncoder.encode(url.text(), StandardCharsets.UTF_8);

        var answer = server.post("/v1/requests" + query, HEADER + "1,Chair," + host.url("/good.jpg"));

        if (answer.statusCode() == 422) assertThat(answer.body()).contains("invalid_option", "webhook_url");
        else
            assertThat(refusedDelivery(answer.headers().firstValue("Location").orElseThrow()))
                    .isTrue();
        assertThat(answer.statusCode()).isEqualTo(url.hasInternalName() ? 202 : 422);
    }

    /// Names are looked up when they are dialled, and not before.
    private boolean refusedDelivery(String location) {
        var path = location.substring(location.indexOf("/v1/")) + "/webhook-deliveries";
        Await.until(() -> server.get(path).contains("not at a public address"));
        return true;
    }

    @Test
    void theGoodOnesBesideThemAre() {
        assertThat(rows.get("good"))
                .allMatch(image -> image.path("status").asString().equals("succeeded"));
        assertThat(redirects.get("good"))
                .allMatch(image -> image.path("status").asString().equals("succeeded"));
        assertThat(host.requests("/good.jpg"))
                .extracting(request -> request.header("host").orElseThrow())
                .contains(FaultyHosts.PUBLIC_NAME + ":" + host.port(), PUBLIC_ADDRESS + ":" + host.port());
    }

    @Test
    void nobodyComesToTheListener() {
        assertThat(listener.connectionCount()).isZero();
    }
}
