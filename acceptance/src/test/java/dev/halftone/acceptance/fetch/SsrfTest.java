package dev.halftone.acceptance.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
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
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Server-side request forgery: every URL that must be blocked, as a CSV cell, a redirect target and a webhook.
///
/// One loopback address stands for the public web. At all others a listener counts connections, and there must be
/// none.
@TestInstance(Lifecycle.PER_CLASS)
class SsrfTest {
    private static final String PUBLIC_ADDRESS = "127.99.0.1";

    private final RawTcpServer listener = RawTcpServer.silent();
    private final ImageHost host = publicHost();
    private final List<BlockedUrl> urls = BlockedUrl.all(listener.port());
    private Map<String, List<JsonNode>> rows = Map.of();
    private Map<String, List<JsonNode>> redirects = Map.of();
    private @Nullable ServerProcess server;

    private static ImageHost publicHost() {
        try {
            return ImageHost.startAt(PUBLIC_ADDRESS).respondTo("/good.jpg", FaultyHosts.IMAGE);
        } catch (UncheckedIOException e) {
            return abort("this system has only one loopback address");
        }
    }

    @BeforeAll
    void runRequests(@TempDir Path folder) {
        var names = new HashMap<>(BlockedUrl.hostAddresses());
        names.put(FaultyHosts.PUBLIC_NAME, PUBLIC_ADDRESS);
        var jvmOptions = new ArrayList<>(JvmOptions.proxy(listener));
        jvmOptions.add(JvmOptions.hostsFile(folder, names));
        server = ServerProcess.in(folder)
                .withJvmOptions(jvmOptions)
                .start(arguments())
                .awaitReady();
        rows = images(csvOfRows());
        redirects = images(csvOfRedirects());
    }

    private ServerProcess server() {
        return Objects.requireNonNull(server);
    }

    private List<String> arguments() {
        return List.of(
                "serve",
                "--port=0",
                "--allow-networks=" + PUBLIC_ADDRESS + "/32",
                "--allowed-ports=80,443,%d,%d".formatted(listener.port(), host.port()),
                "--max-attempts=1");
    }

    private String csvOfRows() {
        var csv = new StringBuilder(ImageHostFixture.HEADER + "good,Chair," + host.url("/good.jpg") + "\n");
        urls.stream().filter(BlockedUrl::fitsCsvCell).forEach(url -> csv.append(row(url, url.csvCell())));
        return csv.toString();
    }

    private String csvOfRedirects() {
        var csv = new StringBuilder(
                ImageHostFixture.HEADER + "good,Chair," + host.url(FaultyHosts.PUBLIC_NAME, "/good.jpg") + "\n");
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

    /// Submits a CSV and waits for its end.
    ///
    /// @return the images of each row, by its serial number
    private Map<String, List<JsonNode>> images(String csv) {
        var request = server().request(server().client().submit(csv));
        request.awaitFinished();
        var images = new HashMap<String, List<JsonNode>>();
        for (var product : request.products())
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

    Stream<BlockedUrl> csvUrls() {
        return urls.stream().filter(BlockedUrl::fitsCsvCell);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("csvUrls")
    void isNotFetchedFromACsvCell(BlockedUrl url) {
        assertThat(rows.get(Integer.toString(urls.indexOf(url))))
                .isNotEmpty()
                .extracting(image -> image.path("code").asString("none"))
                .containsOnly(url.code());
    }

    Stream<BlockedUrl> redirectUrls() {
        return urls.stream().filter(BlockedUrl::isRedirectTarget);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("redirectUrls")
    void isNotFollowedAsARedirect(BlockedUrl url) {
        assertThat(redirects.get(Integer.toString(urls.indexOf(url))))
                .extracting(image -> image.path("code").asString("none"))
                .containsExactly(url.code());
    }

    List<BlockedUrl> urls() {
        return urls;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("urls")
    void isNotCalledAsAWebhook(BlockedUrl url) {
        var query = "?webhook_url=" + URLEncoder.encode(url.text(), StandardCharsets.UTF_8);

        var response = server().client()
                .postCsv("/v1/requests" + query, ImageHostFixture.HEADER + "1,Chair," + host.url("/good.jpg"));

        if (response.status() == 422) assertThat(response.text()).contains("invalid_option", "webhook_url");
        else awaitBlockedDelivery(response.header("Location"));
        assertThat(response.status()).isEqualTo(url.hasInternalName() ? 202 : 422);
    }

    /// A name is accepted, because it is only looked up before the connection is made.
    private void awaitBlockedDelivery(String location) {
        var path = location.substring(location.indexOf("/v1/")) + "/webhook-deliveries";
        Await.until(() -> server().client().get(path).text().contains("not at a public address"));
    }

    @Test
    void allowedUrlsAreFetched() {
        assertThat(rows.get("good"))
                .allMatch(image -> image.path("status").asString().equals("succeeded"));
        assertThat(redirects.get("good"))
                .allMatch(image -> image.path("status").asString().equals("succeeded"));
        assertThat(host.requests("/good.jpg"))
                .extracting(request -> request.header("host").orElseThrow())
                .contains(FaultyHosts.PUBLIC_NAME + ":" + host.port(), PUBLIC_ADDRESS + ":" + host.port());
    }

    @Test
    void noConnectionReachesTheListener() {
        assertThat(listener.connectionCount()).isZero();
    }
}
