package dev.halftone.acceptance.imageservice;

import static dev.halftone.acceptance.imageservice.HandOverFixture.assertCompletes;
import static dev.halftone.acceptance.imageservice.HandOverFixture.image;
import static dev.halftone.acceptance.imageservice.HandOverFixture.outcomes;
import static dev.halftone.acceptance.imageservice.HandOverFixture.published;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.request.Sha256;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockImageService;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.MockResult;
import dev.halftone.testkit.SampleJpeg;
import dev.halftone.testkit.WebhookInbox.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What becomes of an image, by the result that the service gives.
@Timeout(300)
class ResultsTest {
    private static final byte[] JPEG = SampleJpeg.bytes();
    private static final byte[] PAGE = "<!doctype html><title>Sign in</title>".getBytes(UTF_8);

    @TempDir
    private Path folder;

    /// On another host than the service.
    private final ImageHost elsewhere = ImageHost.startAt("127.0.0.2");
    private final Map<String, String> expected = new LinkedHashMap<>();
    private HandOverFixture fixture;
    private MockImageService service;

    @BeforeEach
    void prepare() {
        fixture = new HandOverFixture(folder);
        service = fixture.service();
    }

    @AfterEach
    void close() {
        fixture.close();
        elsewhere.close();
    }

    /// Sets the result of another image.
    ///
    /// @param outcome `succeeded`, or the code of the failure
    private String expect(String outcome, MockResult result) {
        var url = fixture.source("image-" + expected.size());
        service.respondTo(url, result);
        expected.put(url, outcome);
        return url;
    }

    @Test
    void keepsKnownCodesAndMakesOthersServiceFailed() throws IOException {
        for (var known : List.of("http_404", "http_410", "not_an_image", "too_many_redirects", "codec_crashed"))
            expect(known, MockResult.failed(known, "because of " + known));
        for (var unknown : List.of("no_face_found", "service_failed", "Very Bad!", "http_abc", ""))
            expect("service_failed", MockResult.failed(unknown, "because of " + unknown));
        var bare = expect("service_failed", new MockResult(Map.of("status", "failed"), Optional.empty()));
        var talkative = expect("service_failed", MockResult.failed("x", "long ".repeat(2_000)));
        fixture.start();

        var request = fixture.submit(List.copyOf(expected.keySet()));

        assertCompletes(request, 0, expected.size());
        assertThat(outcomes(request)).isEqualTo(expected);
        assertThat(message(request.images().getFirst())).contains("because of http_404");
        assertThat(message(request.images().get(5))).contains("because of no_face_found");
        assertThat(message(image(request, talkative))).contains("long long").hasSizeLessThanOrEqualTo(500);
        assertThat(message(image(request, bare))).isNotBlank();
        assertThat(service.log().jobs())
                .as("final unless the service says otherwise")
                .hasSize(1);
    }

    private static String message(JsonNode image) {
        return image.path("message").asString();
    }

    @Test
    void triesAgainWhatMayPass() throws IOException {
        var busy = MockResult.failedForNow("http_503", "busy");
        var passes = expect("succeeded", busy);
        service.respondTo(passes, busy, busy, MockResult.content(JPEG));
        var never = expect("http_503", busy);
        var unknown = expect("service_failed", MockResult.failedForNow("gpu_on_fire", "wait for the smoke to clear"));
        var good = expect("succeeded", MockResult.content(JPEG));
        fixture.start("--retry-first-delay=50ms", "--max-attempts=3");

        var request = fixture.submit(List.copyOf(expected.keySet()));

        assertCompletes(request, 2, 2);
        assertThat(outcomes(request)).isEqualTo(expected);
        assertThat(message(image(request, unknown))).contains("wait for the smoke to clear");
        assertThat(image(request, passes).path("attempts").asInt()).isEqualTo(3);
        assertThat(service.log().jobsOfImages()).isEqualTo(Map.of(passes, 3L, never, 3L, unknown, 3L, good, 1L));
    }

    @Test
    void believesTheBytesAndNothingElse() throws IOException {
        elsewhere
                .respondTo("/ok.jpg", SampleJpeg.response())
                .respondTo("/moved.jpg", MockResponse.redirectTo("/ok.jpg"))
                .respondTo("/trap.jpg", SampleJpeg.response());
        expect("succeeded", MockResult.outputUrl(Reply.of(200, "text/plain", JPEG)));
        expect(
                "succeeded",
                MockResult.outputUrl(JPEG).with("sha256", Sha256.hex(JPEG).toUpperCase(Locale.ROOT)));
        expect("succeeded", MockResult.outputUrl(elsewhere.url("/ok.jpg")));
        expect("succeeded", MockResult.outputUrl(elsewhere.url("/moved.jpg")));
        expect("service_failed", MockResult.outputUrl(Reply.of(200, "image/jpeg", PAGE)));
        expect("service_failed", MockResult.content(PAGE));
        expect("service_failed", MockResult.content(new byte[0]));
        expect("service_failed", MockResult.outputUrl(JPEG).with("sha256", Sha256.hex(PAGE)));
        expect("service_failed", MockResult.content(JPEG).with("sha256", Sha256.hex(PAGE)));
        expect("service_failed", MockResult.outputUrl(Reply.status(404)));
        expect("service_failed", MockResult.outputUrl(Reply.redirectTo(elsewhere.url("/trap.jpg"))));
        expect("service_failed", MockResult.outputUrl(Reply.redirectTo(service.url() + "/outputs/0")));
        expect("service_failed", MockResult.outputUrl("nonsense"));
        expect("service_failed", MockResult.outputUrl("file:///etc/hostname"));
        expect("service_failed", new MockResult(Map.of("status", "succeeded"), Optional.empty()));
        fixture.start();

        var request = fixture.submit(List.copyOf(expected.keySet()));

        assertCompletes(request, 4, 11);
        assertThat(outcomes(request)).isEqualTo(expected);
        assertThat(request.images())
                .filteredOn(image -> image.path("status").asString().equals("succeeded"))
                .allSatisfy(image -> assertThat(
                                published(request, image.path("input_url").asString()))
                        .isEqualTo(JPEG));
        assertThat(elsewhere.requests("/trap.jpg")).isEmpty();
        assertThat(service.log().jobs()).hasSize(1);
    }

    @Test
    void fetchesOutputsThroughTheAddressGuard() throws IOException {
        try (var neighbor = ImageHost.startAt("127.0.0.2");
                var other = ImageHost.startAt("::1")) {
            neighbor.respondTo("/a.jpg", SampleJpeg.response());
            other.respondTo("/a.jpg", SampleJpeg.response());
            var urls =
                    List.of("https://shop.example/1.jpg", "https://shop.example/2.jpg", "https://shop.example/3.jpg");
            service.respondTo(urls.get(0), MockResult.outputUrl(JPEG));
            service.respondTo(urls.get(1), MockResult.outputUrl(neighbor.url("/a.jpg")));
            service.respondTo(urls.get(2), MockResult.outputUrl(other.url("/a.jpg")));
            fixture.startGuarded();

            var request = fixture.submit(urls);

            assertCompletes(request, 1, 2);
            assertThat(outcomes(request)).containsEntry(urls.getFirst(), "succeeded");
            assertThat(neighbor.connectionCount() + other.connectionCount()).isZero();
        }
    }

    @Test
    void fetchesAnOutputAgainThatIsNotThereYet() throws IOException {
        elsewhere.respondTo("/a.jpg", MockResponse.serviceUnavailable(), SampleJpeg.response());
        expect("succeeded", MockResult.outputUrl(elsewhere.url("/a.jpg")));
        fixture.start("--retry-first-delay=50ms");

        var request = fixture.submit(List.copyOf(expected.keySet()));

        assertCompletes(request, 1, 0);
    }

    @Test
    void waitsForAnOutputRatherThanRepeatTheWork() throws IOException {
        var away = MockResponse.serviceUnavailable();
        elsewhere.respondTo("/a.jpg", away, away, away, away, away, SampleJpeg.response());
        expect("succeeded", MockResult.outputUrl(elsewhere.url("/a.jpg")));
        fixture.start("--max-attempts=1");

        var request = fixture.submit(List.copyOf(expected.keySet()));

        assertCompletes(request, 1, 0);
        assertThat(service.log().jobs()).hasSize(1);
    }

    @Test
    void takesNoOutputThatIsTooLarge() throws IOException {
        var large = SampleJpeg.bytes(2_000, 2_000, 1);
        expect("succeeded", MockResult.outputUrl(JPEG));
        expect("service_failed", MockResult.outputUrl(large));
        expect("service_failed", MockResult.content(large));
        fixture.start("--max-image-bytes=100KB");

        var request = fixture.submit(List.copyOf(expected.keySet()));

        assertCompletes(request, 1, 2);
        assertThat(outcomes(request)).isEqualTo(expected);
    }
}
