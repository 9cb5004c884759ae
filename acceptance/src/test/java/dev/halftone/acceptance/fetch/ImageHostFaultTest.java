package dev.halftone.acceptance.fetch;

import static dev.halftone.testkit.MockResponse.serviceUnavailable;
import static dev.halftone.testkit.MockResponse.tooManyRequests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.acceptance.SubmittedRequest;
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
import java.util.Objects;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import okhttp3.tls.HeldCertificate;
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

/// A CSV in which every row has an image of a faulty host between two images of a good one. The process has short
/// timeouts and little memory.
@TestInstance(Lifecycle.PER_CLASS)
class ImageHostFaultTest {
    private static final Duration A_YEAR = Duration.ofDays(365);

    private final FaultyHosts faultyHosts = new FaultyHosts();
    private final RawTcpServer forbidden = RawTcpServer.silent();
    private final ImageHost goodHost = faultyHosts.register(ImageHost.start());
    private final ImageHost busyForSeconds = faultyHosts
            .register(ImageHost.start())
            .respondTo("/seconds", tooManyRequests().retryAfter(A_YEAR));
    private final ImageHost busyUntilDate = faultyHosts
            .register(ImageHost.start())
            .respondTo("/date", serviceUnavailable().retryAfter(Instant.now().plus(A_YEAR)));
    private List<JsonNode> products = List.of();
    private Path folder = Path.of("");
    private @Nullable ServerProcess server;

    @BeforeAll
    void runRequest(@TempDir Path temporary) throws Exception {
        folder = temporary;
        var authority = new HeldCertificate.Builder().certificateAuthority(0).build();
        ConnectionFaults.addTo(faultyHosts);
        HeaderFaults.addTo(faultyHosts);
        FramingFaults.addTo(faultyHosts);
        ContentFaults.addTo(faultyHosts);
        StatusFaults.addTo(faultyHosts);
        RedirectFaults.addTo(faultyHosts, forbidden);
        TlsFaults.addTo(faultyHosts, authority);
        server = ServerProcess.in(folder)
                .withJvmOptions(jvmOptions(authority))
                .start(arguments())
                .awaitReady();
        products = finished(csv()).products();
    }

    private List<String> jvmOptions(HeldCertificate authority) throws Exception {
        var options = new ArrayList<>(JvmOptions.proxy(forbidden));
        options.add("-Xmx640m");
        options.add(JvmOptions.hostsFile(
                folder, Map.of(FaultyHosts.PUBLIC_NAME, "127.0.0.1", FaultyHosts.PRIVATE_NAME, "10.0.0.5")));
        options.add("-Djavax.net.ssl.trustStore=" + trustStore(authority));
        options.add("-Djavax.net.ssl.trustStorePassword=changeit");
        return options;
    }

    private Path trustStore(HeldCertificate authority) throws Exception {
        var file = folder.resolve("trust.p12");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority.certificate());
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return file;
    }

    private List<String> arguments() {
        var ports = faultyHosts.ports().stream().map(String::valueOf).collect(Collectors.joining(","));
        return List.of(
                "serve",
                "--port=0",
                "--allow-networks=127.0.0.1/32,::1/128",
                "--allowed-ports=" + ports,
                "--max-attempts=" + FaultCase.Expected.MAX_ATTEMPTS,
                "--retry-first-delay=50ms",
                // Long enough for a good response on a busy machine.
                "--fetch-timeout=10s",
                "--connect-timeout=1s",
                // Hanging fetches hold memory. With less of it they would delay the others.
                "--bytes-in-flight=32MB",
                "--max-image-bytes=" + FaultyHosts.MAX_IMAGE_BYTES);
    }

    private String csv() {
        var csv = new StringBuilder(ImageHostFixture.HEADER);
        for (var faultCase : faultyHosts.faults()) {
            var row = faultyHosts.faults().indexOf(faultCase);
            csv.append("%d,\"%s\",\"%s,%s,%s\"\n"
                    .formatted(
                            row, faultCase, goodImage("/before/" + row), faultCase.url(), goodImage("/after/" + row)));
        }
        return csv.toString();
    }

    private String goodImage(String path) {
        return goodHost.respondTo(path, FaultyHosts.IMAGE).url(path);
    }

    private SubmittedRequest finished(String csv) {
        var request = submit(csv);
        request.awaitFinished();
        return request;
    }

    private SubmittedRequest submit(String csv) {
        return server().request(server().client().submit(csv));
    }

    private ServerProcess server() {
        return Objects.requireNonNull(server);
    }

    @AfterAll
    void close() {
        if (server != null) server.close();
        faultyHosts.close();
        forbidden.close();
    }

    List<FaultCase> faults() {
        return faultyHosts.faults();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void imageHasTheExpectedOutcomeWhenItsHost(FaultCase faultCase) {
        var image = images(faultCase).get(1);

        assertThat(image.path("code").asString(FaultCase.Expected.SUCCESS))
                .as(image.toString())
                .isEqualTo(faultCase.expected().code());
        assertThat(image.path("output_url").isNull())
                .isNotEqualTo(faultCase.expected().isSuccess());
        faultCase
                .requestCount()
                .get()
                .ifPresent(count ->
                        assertThat(count).isEqualTo(faultCase.expected().requests()));
        assertThat(image.path("attempts").asInt())
                .isEqualTo(faultCase.expected().attempts());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void otherImagesSucceedWhenAHost(FaultCase faultCase) {
        assertThat(images(faultCase))
                .filteredOn(image -> image.path("input_url").asString().startsWith(goodHost.url("/")))
                .hasSize(2)
                .allMatch(image -> image.path("status").asString().equals("succeeded"));
    }

    @Test
    void publishesOnlyCompleteImages() throws IOException {
        var published = new DataFolder(folder.resolve("data")).images();
        var named = server().client()
                .get("/v1/requests")
                .json()
                .path("items")
                .valueStream()
                .map(request -> "/v1/requests/" + request.path("request_id").asString())
                .flatMap(path -> server().request(path).images().stream())
                .map(image -> image.path("output_url").asString(""))
                .filter(url -> !url.isEmpty())
                .map(url -> url.substring(url.lastIndexOf('/') + 1));

        assertThat(published)
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(named.toList());
        for (var file : published) {
            assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(96);
        }
    }

    @Test
    void retryAfterOfAYearStopsOneHostOnly() {
        var request = submit(ImageHostFixture.HEADER
                + "1,Chair,%s %s %s\n"
                        .formatted(goodImage("/beside"), busyForSeconds.url("/seconds"), busyUntilDate.url("/date")));

        Await.until(() -> request.imagesDone() == 1);
        Await.until(() ->
                busyForSeconds.requests().size() + busyUntilDate.requests().size() == 2);
        server().client().post(request.path() + "/cancel");
        request.awaitFinished();

        assertThat(request.images())
                .extracting(image -> image.path("code").asString(FaultCase.Expected.SUCCESS))
                .containsExactly(FaultCase.Expected.SUCCESS, "cancelled", "cancelled");
        assertThat(busyForSeconds.requests()).hasSize(1);
        assertThat(busyUntilDate.requests()).hasSize(1);
    }

    @Test
    void usesNoProxyAndConnectsToNoForbiddenPort() {
        assertThat(forbidden.connectionCount()).isZero();
    }

    @Test
    void logsNoError() {
        assertThat(server().output()).doesNotContain("Exception", "ERROR", "bug");
    }

    private List<JsonNode> images(FaultCase faultCase) {
        var product = products.get(faultyHosts.faults().indexOf(faultCase));
        assertThat(product.path("product_name").asString()).isEqualTo(faultCase.name());
        return product.path("images").valueStream().toList();
    }
}
