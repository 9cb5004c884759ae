package dev.halftone.app.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.halftone.app.Patience;
import dev.halftone.testkit.Answer;
import dev.halftone.testkit.BarePort;
import dev.halftone.testkit.ImageHost;
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
class StrangersUrlTest {
    private static final String PUBLIC_ADDRESS = "127.99.0.1";
    private static final String HEADER = "Serial Number,Product Name,Input Image URLs\n";

    private final BarePort listener = BarePort.silent();
    private final ImageHost host = publicHost();
    private final List<StrangersUrl> urls = StrangersUrl.all(listener.port());
    private Map<String, List<JsonNode>> rows = Map.of();
    private Map<String, List<JsonNode>> redirects = Map.of();
    private FaultServer server;

    private static ImageHost publicHost() {
        try {
            return ImageHost.startAt(PUBLIC_ADDRESS).answers("/good.jpg", Origins.PICTURE);
        } catch (UncheckedIOException e) {
            return abort("this system has one loopback address only");
        }
    }

    @BeforeAll
    void askForEverything(@TempDir Path folder) {
        var names = new HashMap<>(StrangersUrl.names());
        names.put(Origins.PUBLIC, PUBLIC_ADDRESS);
        var jvm = new ArrayList<>(ProxyTrap.options(listener));
        jvm.add(Names.option(folder, names));
        server = FaultServer.start(folder, jvm, settings());
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
        urls.stream().filter(StrangersUrl::fitsACell).forEach(url -> csv.append(row(url, url.cell())));
        return csv.toString();
    }

    private String csvOfRedirects() {
        var csv = new StringBuilder(HEADER + "good,Chair," + host.url(Origins.PUBLIC, "/good.jpg") + "\n");
        urls.stream().filter(StrangersUrl::isRedirectTarget).forEach(url -> {
            var path = "/to/" + urls.indexOf(url);
            host.answers(path, Answer.redirectTo(url.header()));
            csv.append(row(url, host.url(path)));
        });
        return csv.toString();
    }

    private String row(StrangersUrl url, String cell) {
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

    Stream<StrangersUrl> inCells() {
        return urls.stream().filter(StrangersUrl::fitsACell);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inCells")
    void isNotFetchedForARow(StrangersUrl url) {
        assertThat(rows.get(Integer.toString(urls.indexOf(url))))
                .isNotEmpty()
                .extracting(image -> image.path("code").asString("none"))
                .containsOnly(url.code());
    }

    Stream<StrangersUrl> asTargets() {
        return urls.stream().filter(StrangersUrl::isRedirectTarget);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("asTargets")
    void isNotFollowed(StrangersUrl url) {
        assertThat(redirects.get(Integer.toString(urls.indexOf(url))))
                .extracting(image -> image.path("code").asString("none"))
                .containsExactly(url.code());
    }

    List<StrangersUrl> urls() {
        return urls;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("urls")
    void isNotToldOfAnEnd(StrangersUrl url) {
        var query = "?webhook_url=" + URLEncoder.encode(url.text(), StandardCharsets.UTF_8);

        var answer = server.post("/v1/requests" + query, HEADER + "1,Chair," + host.url("/good.jpg"));

        if (answer.statusCode() == 422) assertThat(answer.body()).contains("invalid_option", "webhook_url");
        else
            assertThat(refusedDelivery(answer.headers().firstValue("Location").orElseThrow()))
                    .isTrue();
        assertThat(answer.statusCode()).isEqualTo(url.isNamedInside() ? 202 : 422);
    }

    /// Names are looked up when they are dialled, and not before.
    private boolean refusedDelivery(String location) {
        var path = location.substring(location.indexOf("/v1/")) + "/webhook-deliveries";
        Patience.await(() -> server.get(path).contains("not at a public address"));
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
                .contains(Origins.PUBLIC + ":" + host.port(), PUBLIC_ADDRESS + ":" + host.port());
    }

    @Test
    void nobodyComesToTheListener() {
        assertThat(listener.connections()).isZero();
    }
}
