package dev.halftone.app.fault;

import static dev.halftone.testkit.Answer.serviceUnavailable;
import static dev.halftone.testkit.Answer.tooManyRequests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Patience;
import dev.halftone.testkit.BarePort;
import dev.halftone.testkit.ImageHost;
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
class OriginFaultTest {
    private static final Duration A_YEAR = Duration.ofDays(365);

    private final Origins origins = new Origins();
    private final BarePort trap = BarePort.silent();
    private final ImageHost shop = origins.host(ImageHost.start());
    private final ImageHost busy = origins.host(ImageHost.start())
            .answers("/seconds", tooManyRequests().retryAfter(A_YEAR));
    private final ImageHost busier = origins.host(ImageHost.start())
            .answers("/date", serviceUnavailable().retryAfter(Instant.now().plus(A_YEAR)));
    private List<JsonNode> products = List.of();
    private FaultServer server;

    @BeforeAll
    void askForEverything(@TempDir Path folder) throws Exception {
        var authority = new HeldCertificate.Builder().certificateAuthority(0).build();
        ConnectionFaults.addTo(origins);
        HeadFaults.addTo(origins);
        FramingFaults.addTo(origins);
        CodingFaults.addTo(origins);
        StatusFaults.addTo(origins);
        RedirectFaults.addTo(origins, trap);
        TlsFaults.addTo(origins, authority);
        server = FaultServer.start(folder, jvm(folder, authority), settings());
        var request = server.submit(csv());
        server.awaitEnd(request);
        products = products(request);
    }

    private List<String> jvm(Path folder, HeldCertificate authority) throws Exception {
        var options = new ArrayList<>(ProxyTrap.options(trap));
        options.add("-Xmx256m");
        options.add(Names.option(folder, Map.of(Origins.PUBLIC, "127.0.0.1", Origins.PRIVATE, "10.0.0.5")));
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
        var ports = origins.ports().stream().map(String::valueOf).collect(Collectors.joining(","));
        return List.of(
                "--allow-networks=127.0.0.1/32,::1/128",
                "--allowed-ports=" + ports,
                "--max-attempts=" + Ending.MOST_ATTEMPTS,
                "--retry-first-delay=50ms",
                // Long enough for a good answer on the busiest of machines.
                "--fetch-timeout=10s",
                "--connect-timeout=1s",
                // Those that hang hold memory, and are not to hold up the others in this test.
                "--bytes-in-flight=32MB",
                "--max-image-bytes=" + Origins.MAX_IMAGE_BYTES);
    }

    private String csv() {
        var csv = new StringBuilder("Serial Number,Product Name,Input Image URLs\n");
        for (var fault : origins.faults()) {
            var row = origins.faults().indexOf(fault);
            csv.append("%d,\"%s\",\"%s,%s,%s\"\n"
                    .formatted(row, fault, good("/before/" + row), fault.url(), good("/after/" + row)));
        }
        return csv.toString();
    }

    private String good(String path) {
        return shop.answers(path, Origins.PICTURE).url(path);
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
        origins.close();
        trap.close();
    }

    List<Fault> faults() {
        return origins.faults();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void anImageEndsAsItShouldWhenItsOrigin(Fault fault) {
        var image = images(fault).get(1);

        assertThat(image.path("code").asString(Ending.SUCCESS))
                .as(image.toString())
                .isEqualTo(fault.ending().code());
        assertThat(image.path("output_url").isNull())
                .isNotEqualTo(fault.ending().isSuccess());
        fault.asked()
                .get()
                .ifPresent(times -> assertThat(times).isEqualTo(fault.ending().asked()));
        assertThat(image.path("attempts").asInt()).isEqualTo(fault.ending().attempts());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void itsNeighboursSucceedWhenAnOrigin(Fault fault) {
        assertThat(images(fault))
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

        assertThat(server.published())
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(named.toList());
        for (var file : server.published()) {
            var picture = ImageIO.read(file.toFile());
            assertThat(picture.getWidth()).isEqualTo(96);
        }
    }

    @Test
    void leavesAHostAloneThatWantsToBeForAYearAndHoldsNobodyElseUp() {
        var request = server.submit("Serial Number,Product Name,Input Image URLs\n"
                + "1,Chair,%s %s %s\n".formatted(good("/beside"), busy.url("/seconds"), busier.url("/date")));

        Patience.await(() -> server.json(request).at("/images/done").asInt() == 1);
        Patience.await(() -> busy.requests().size() + busier.requests().size() == 2);
        server.post(request + "/cancel", "");
        server.awaitEnd(request);

        assertThat(products(request).getFirst().path("images").valueStream())
                .extracting(image -> image.path("code").asString(Ending.SUCCESS))
                .containsExactly(Ending.SUCCESS, "cancelled", "cancelled");
        assertThat(busy.requests()).hasSize(1);
        assertThat(busier.requests()).hasSize(1);
    }

    @Test
    void takesNoProxyAndDialsNoForbiddenPort() {
        assertThat(trap.connections()).isZero();
    }

    @Test
    void meetsNoBugOnTheWay() {
        assertThat(server.said()).doesNotContain("Exception", "ERROR", "bug");
    }

    private List<JsonNode> images(Fault fault) {
        var product = products.get(origins.faults().indexOf(fault));
        assertThat(product.path("product_name").asString()).isEqualTo(fault.name());
        return product.path("images").valueStream().toList();
    }
}
