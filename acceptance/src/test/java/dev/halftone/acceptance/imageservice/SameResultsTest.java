package dev.halftone.acceptance.imageservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.acceptance.SubmittedRequest;
import dev.halftone.app.JobClient;
import dev.halftone.engine.request.Sha256;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.SampleJpeg;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `serve` with `./halftone image-service` gives what `serve` alone gives.
@Timeout(300)
class SameResultsTest {
    private static final int ROWS = 300;
    private static final List<String> FORMATS = List.of("jpeg", "png", "gif", "bmp", "jpeg");
    private static final Pattern OUTPUT_URL = Pattern.compile("http://halftone\\.test/[^,\r\n\"]+");
    private static final List<String> OPTIONS =
            List.of("--public-url=http://halftone.test", "--max-attempts=2", "--retry-first-delay=50ms");

    @TempDir
    private Path folder;

    private final ImageHost host = ImageHost.start();

    @AfterEach
    void close() {
        host.close();
    }

    /// What a client sees of a finished request.
    ///
    /// @param outputCsv with the SHA-256 of each published image in place of its URL
    /// @param outcomes the status and code of each image
    private record FinalState(String outputCsv, List<String> outcomes, List<Integer> counters) {}

    @Test
    void givesTheSameImagesCodesAndCounters() throws IOException {
        var csv = HandOverFixture.csv(urls());

        var alone = resultOf(csv, ServerProcess.in(folder).withData("alone"), OPTIONS);
        var together = resultWithService(csv);

        assertThat(together.outcomes()).isEqualTo(alone.outcomes());
        assertThat(together).isEqualTo(alone);
        assertThat(together.outcomes())
                .contains("succeeded", "http_404", "http_503", "not_an_image", "too_many_redirects", "invalid_url");
    }

    private List<String> urls() throws IOException {
        var faults = faults();
        var urls = new ArrayList<String>();
        for (var row = 0; row < ROWS; row++) urls.add(row % 7 == 0 ? fault(faults, row) : image(row));
        urls.add(urls.get(1));
        return urls;
    }

    private String image(int row) throws IOException {
        var format = FORMATS.get(row % FORMATS.size());
        var path = "/" + row + "." + format;
        host.respondTo(path, MockResponse.image("image/" + format, encoded(row, format)));
        return host.url(path);
    }

    private static byte[] encoded(int row, String format) throws IOException {
        if (row % FORMATS.size() == 0) return SampleJpeg.bytes(300, 200, row);
        var image = new BufferedImage(60 + row, 40, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(row * 7919 & 0xFFFFFF));
        graphics.fillOval(5, 5, 30, 30);
        graphics.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private List<MockResponse> faults() {
        return List.of(
                MockResponse.notFound(),
                MockResponse.status(410),
                MockResponse.serviceUnavailable(),
                MockResponse.image("image/jpeg", "<!doctype html><title>Sign in</title>".getBytes(UTF_8)),
                MockResponse.redirectTo("/loop"),
                SampleJpeg.response().closeAfter(500),
                MockResponse.image("image/jpeg", Arrays.copyOf(SampleJpeg.bytes(), 900)));
    }

    private String fault(List<MockResponse> faults, int row) {
        var fault = row / 7 % (faults.size() + 1);
        if (fault == faults.size()) return "not a URL " + row;
        host.respondTo("/loop", MockResponse.redirectTo("/loop"));
        host.respondTo("/fault-" + row, faults.get(fault));
        return host.url("/fault-" + row);
    }

    private FinalState resultWithService(String csv) throws IOException {
        var secrets = JobClient.write(JobClient.randomSecrets(), folder.resolve("secrets"));
        var port = ExternalTool.freePort();
        try (var service = ServerProcess.in(folder)
                .withData("service")
                .imageServiceInProcess(secrets, "--max-attempts=2", "--retry-first-delay=50ms")) {
            var url = URI.create("http://127.0.0.1:" + service.port());
            var options = Stream.concat(OPTIONS.stream(), HandOverFixture.options(url, secrets, port).stream());
            return resultOf(csv, ServerProcess.in(folder).withData("client").withPort(port), options.toList());
        }
    }

    private static FinalState resultOf(String csv, ServerProcess.Launcher launcher, List<String> options) {
        try (var server = launcher.serveInProcess(options.toArray(String[]::new))) {
            var request = server.request(server.client().submit(csv));
            var counters = request.awaitCompleted().json().path("images");
            return new FinalState(
                    outputCsv(request),
                    request.images().stream()
                            .map(image -> image.path("code")
                                    .asString(image.path("status").asString()))
                            .toList(),
                    Stream.of("total", "done", "succeeded", "failed", "reused")
                            .map(counter -> counters.path(counter).asInt())
                            .toList());
        }
    }

    private static String outputCsv(SubmittedRequest request) {
        return OUTPUT_URL.matcher(request.outputCsv()).replaceAll(url -> digest(request, URI.create(url.group())));
    }

    private static String digest(SubmittedRequest request, URI url) {
        return Sha256.hex(request.client().get(url.getPath()).response().body());
    }
}
