package dev.halftone.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.ClosedPort;
import dev.halftone.testkit.OtlpReceiver;
import dev.halftone.testkit.OtlpReceiver.ReceivedSpan;
import dev.halftone.testkit.WebhookInbox;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Traces that a server sends to a collector, and what it does without one.
class TracingTest {
    private static final String CLIENT_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CLIENT_SPAN = "00f067aa0ba902b7";

    private static ImageHostFixture images;
    private static WebhookInbox inbox;
    private static OtlpReceiver collector;

    /// The request of which the collector has the trace: two images, of which the second is missing.
    private static String id;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void processARequest() throws InterruptedException {
        images = new ImageHostFixture();
        inbox = new WebhookInbox();
        collector = new OtlpReceiver();
        var csv = images.catalog(2);
        images.removeImage(2);
        try (var server = ServerProcess.in(folder)
                .serveInProcess("--otlp-endpoint", collector.url().toString())) {
            var webhook = URLEncoder.encode(inbox.url().toString(), StandardCharsets.UTF_8);
            var accepted = server.client()
                    .postCsv(
                            "/v1/requests?webhook_url=" + webhook,
                            csv,
                            "traceparent",
                            "00-%s-%s-01".formatted(CLIENT_TRACE, CLIENT_SPAN));
            id = accepted.field("/request_id");
            inbox.await(1);
        }
    }

    @AfterAll
    static void close() {
        images.close();
        inbox.close();
        collector.close();
    }

    @Test
    void aRequestIsOneTraceFromItsChunksToItsWebhook() {
        var trace = collector.spans().stream()
                .filter(span -> span.traceId().equals(id))
                .toList();

        assertThat(trace)
                .extracting(span -> path(span, trace))
                .containsExactlyInAnyOrder(
                        "request",
                        "request/chunk",
                        "request/chunk/image",
                        "request/chunk/image",
                        "request/chunk/image/fetch",
                        "request/chunk/image/fetch",
                        "request/chunk/image/recompress",
                        "request/chunk/image/publish",
                        "request/webhook",
                        "request/webhook/POST");
    }

    @Test
    void theSpanOfTheRequestLastsFromItsUploadToItsEnd() {
        var request = collector.named("request").getFirst();
        var chunk = collector.named("chunk").getFirst();

        assertThat(request.startNanos()).isLessThanOrEqualTo(chunk.startNanos());
        assertThat(request.endNanos()).isGreaterThan(chunk.startNanos());
        assertThat(request.attributes())
                .containsEntry("halftone.images", "2")
                .containsEntry("halftone.images.failed", "1");
    }

    @Test
    void aFailureIsOnTheStepThatFailed() {
        assertThat(collector.spans().stream().filter(ReceivedSpan::isError))
                .extracting(
                        ReceivedSpan::name,
                        span -> span.attributes().get("error.type"),
                        span -> span.attributes().get("server.address"))
                .containsExactlyInAnyOrder(tuple("fetch", "http_404", "127.0.0.1"), tuple("image", "http_404", null));
    }

    @Test
    void anUploadContinuesTheClientsTraceAndLinksToItsRequest() {
        var upload = collector.named("POST").stream().filter(span -> span.kind() == SpanKind.SPAN_KIND_SERVER);

        assertThat(upload).singleElement().satisfies(span -> {
            assertThat(span.traceId()).isEqualTo(CLIENT_TRACE);
            assertThat(span.parent()).isEqualTo(CLIENT_SPAN);
            assertThat(span.links()).containsExactly(id);
            assertThat(span.attributes())
                    .containsEntry("halftone.request.id", id)
                    .containsEntry("http.route", "/v1/requests")
                    .containsEntry("http.response.status_code", "202")
                    .containsEntry("service.name", "halftone");
        });
    }

    @Test
    void theWebhookCarriesTheTrace() throws InterruptedException {
        var sent = collector.named("POST").stream()
                .filter(span -> span.kind() == SpanKind.SPAN_KIND_CLIENT)
                .findFirst()
                .orElseThrow();

        assertThat(inbox.await(1).getFirst().header("traceparent")).contains("00-" + id + "-" + sent.id() + "-01");
        assertThat(sent.attributes()).containsEntry("http.response.status_code", "204");
    }

    @Test
    void imageHostsSeeNothingOfTheTrace() {
        assertThat(images.host().requests())
                .isNotEmpty()
                .allSatisfy(request ->
                        assertThat(request.headers().keySet()).noneMatch(name -> name.equalsIgnoreCase("traceparent")));
    }

    @Test
    void noSpanTellsAnImagesUrl() {
        assertThat(collector.spans())
                .flatExtracting(span -> span.attributes().values())
                .noneMatch(value -> value.toString().contains(".jpg"));
    }

    @Test
    void worksWhileTheCollectorIsAway() {
        try (var nobody = new ClosedPort();
                var server = ServerProcess.in(folder).serve("--otlp-endpoint", nobody.url(""))) {
            var request = server.request(server.client().submit(images.catalog(2)));

            assertThat(request.awaitCompleted().field("/images/succeeded")).isEqualTo("2");
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void withoutAnEndpointNoClassOfOpenTelemetryIsLoaded() {
        try (var server = ServerProcess.in(folder)
                .withJvmOptions(List.of("-Xlog:class+load"))
                .serve()) {
            server.request(server.client().submit(images.catalog(2))).awaitCompleted();

            assertThat(server.output())
                    .contains("dev.halftone.app.server.Server ")
                    .doesNotContain("opentelemetry");
        }
    }

    /// The names of a span's ancestors and its own.
    private static String path(ReceivedSpan span, List<ReceivedSpan> trace) {
        return trace.stream()
                        .filter(other -> other.id().equals(span.parent()))
                        .map(parent -> path(parent, trace) + "/")
                        .findFirst()
                        .orElse("")
                + span.name();
    }
}
