package dev.halftone.acceptance.fetch;

import static dev.halftone.testkit.MockResponse.serviceUnavailable;
import static dev.halftone.testkit.MockResponse.tooManyRequests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.Await;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.RawTcpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// One CSV whose every row has an image from an origin that goes wrong, between two from one that does
/// not. The process has little patience and little memory.
@TestInstance(Lifecycle.PER_CLASS)
class ImageHostFaultTest {
    private static final Duration A_YEAR = Duration.ofDays(365);

    private final FaultyHosts faultyHosts = new FaultyHosts();
    private final RawTcpServer trap = RawTcpServer.silent();
    private final ImageHost shop = faultyHosts.register(ImageHost.start());
    private final ImageHost busy = faultyHosts
            .register(ImageHost.start())
            .respondTo("/seconds", tooManyRequests().retryAfter(A_YEAR));
    private final ImageHost busier = faultyHosts
            .register(ImageHost.start())
            .respondTo("/date", serviceUnavailable().retryAfter(Instant.now().plus(A_YEAR)));
    private List<JsonNode> products = List.of();
    private FetchTestServer server;

    @BeforeAll
    void runRequest(@TempDir Path folder) throws Exception {
        var authority = new HeldCertificate.Builder().certificateAuthority(0).build();
        ConnectionFaults.addTo(faultyHosts);
        HeaderFaults.addTo(faultyHosts);
        FramingFaults.addTo(faultyHosts);
        ContentFaults.addTo(faultyHosts);
        StatusFaults.addTo(faultyHosts);
        RedirectFaults.addTo(faultyHosts, trap);
        TlsFaults.addTo(faultyHosts, authority);
        server = FetchTestServer.start(folder, jvm(folder, authority), settings());
        var request = server.submit(csv());
        server.awaitEnd(request);
        products = products(request);
    }

    private List<String> jvm(Path folder, HeldCertificate authority) throws Exception {
        var options = new ArrayList<>(FetchTestServer.ProxyOptions.jvmOptions(trap));
        options.add("-Xmx256m");
        options.add(FetchTestServer.HostsFile.jvmOption(
                folder, Map.of(FaultyHosts.PUBLIC_NAME, "127.0.0.1", FaultyHosts.PRIVATE_NAME, "10.0.0.5")));
        options.add("-Djavax.net.ssl.trustStore=" + trustStore(folder, authority));
        options.add("-Djavax.net.ssl.trustStorePassword=changeit");
        return options;
    }

    private static Path trustStore(Path folder, HeldCertificate authority) throws Exception {
        var file = folder.resolve("trust.p12");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority.certificate());
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return file;
    }

    private List<String> settings() {
        var ports = faultyHosts.ports().stream().map(String::valueOf).collect(Collectors.joining(","));
        return List.of(
                "--allow-networks=127.0.0.1/32,::1/128",
                "--allowed-ports=" + ports,
                "--max-attempts=" + FaultCase.Expected.MAX_ATTEMPTS,
                "--retry-first-delay=50ms",
                // Long enough for a good answer on the busiest of machines.
                "--fetch-timeout=10s",
                "--connect-timeout=1s",
                // Those that hang hold memory, and are not to hold up the others in this test.
                "--bytes-in-flight=32MB",
                "--max-image-bytes=" + FaultyHosts.MAX_IMAGE_BYTES);
    }

    private String csv() {
        var csv = new StringBuilder("Serial Number,Product Name,Input Image URLs\n");
        for (var faultCase : faultyHosts.faults()) {
            var row = faultyHosts.faults().indexOf(faultCase);
            csv.append("%d,\"%s\",\"%s,%s,%s\"\n"
                    .formatted(
                            row, faultCase, goodImage("/before/" + row), faultCase.url(), goodImage("/after/" + row)));
        }
        return csv.toString();
    }

    private String goodImage(String path) {
        return shop.respondTo(path, FaultyHosts.IMAGE).url(path);
    }

    private List<JsonNode> products(String request) {
        var items = new ArrayList<JsonNode>();
        var page = server.json(request + "/products?limit=500");
        page.path("items").forEach(items::add);
        assertThat(page.path("next_cursor").isNull()).isTrue();
        return items;
    }

    @AfterAll
    void close() {
        if (server != null) server.close();
        faultyHosts.close();
        trap.close();
    }

    List<FaultCase> faults() {
        return faultyHosts.faults();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void anImageEndsAsItShouldWhenItsOrigin(FaultCase faultCase) {
        var image = images(faultCase).get(1);

        assertThat(image.path("code").asString(FaultCase.Expected.SUCCESS))
                .as(image.toString())
                .isEqualTo(faultCase.expected().code());
        assertThat(image.path("output_url").isNull())
                .isNotEqualTo(faultCase.expected().isSuccess());
        faultCase
                .requestCount()
                .get()
                .ifPresent(times ->
                        assertThat(times).isEqualTo(faultCase.expected().requests()));
        assertThat(image.path("attempts").asInt())
                .isEqualTo(faultCase.expected().attempts());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void itsNeighboursSucceedWhenAnOrigin(FaultCase faultCase) {
        assertThat(images(faultCase))
                .filteredOn(image -> image.path("input_url").asString().startsWith(shop.url("/")))
                .hasSize(2)
                .allMatch(image -> image.path("status").asString().equals("succeeded"));
    }

    @Test
    void publishesWholeImagesOnly() throws IOException {
        var named = server.json("/v1/requests")
                .path("items")
                .valueStream()
                .flatMap(request ->
                        products("/v1/requests/" + request.path("request_id").asString()).stream())
                .flatMap(product -> product.path("images").valueStream())
                .map(image -> image.path("output_url").asString(""))
                .filter(url -> !url.isEmpty())
                .map(url -> url.substring(url.lastIndexOf('/') + 1));

        assertThat(server.publishedFiles())
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(named.toList());
        for (var file : server.publishedFiles()) {
            var picture = ImageIO.read(file.toFile());
            assertThat(picture.getWidth()).isEqualTo(96);
        }
    }

    @Test
    void leavesAHostAloneThatWantsToBeForAYearAndHoldsNobodyElseUp() {
        var request = server.submit("Serial Number,Product Name,Input Image URLs\n"
                + "1,Chair,%s %s %s\n".formatted(goodImage("/beside"), busy.url("/seconds"), busier.url("/date")));

        Await.until(() -> server.json(request).at("/images/done").asInt() == 1);
        Await.until(() -> busy.requests().size() + busier.requests().size() == 2);
        server.post(request + "/cancel", "");
        server.awaitEnd(request);

        assertThat(products(request).getFirst().path("images").valueStream())
                .extracting(image -> image.path("code").asString(FaultCase.Expected.SUCCESS))
                .containsExactly(FaultCase.Expected.SUCCESS, "cancelled", "cancelled");
        assertThat(busy.requests()).hasSize(1);
        assertThat(busier.requests()).hasSize(1);
    }

    @Test
    void takesNoProxyAndDialsNoForbiddenPort() {
        assertThat(trap.connectionCount()).isZero();
    }

    @Test
    void meetsNoBugOnTheWay() {
        assertThat(server.output()).doesNotContain("Exception", "ERROR", "bug");
    }

    private List<JsonNode> images(FaultCase faultCase) {
        var product = products.get(faultyHosts.faults().indexOf(faultCase));
        assertThat(product.path("product_name").asString()).isEqualTo(faultCase.name());
        return product.path("images").valueStream().toList();
    }
}
