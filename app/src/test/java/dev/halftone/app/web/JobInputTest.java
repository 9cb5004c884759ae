package dev.halftone.app.web;

import static dev.halftone.app.JobClient.image;
import static dev.halftone.app.JobClient.job;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ImageServiceFixture;
import dev.halftone.app.JobClient;
import dev.halftone.engine.imageservice.Job;
import dev.halftone.engine.webhook.WebhookMessage.MessageId;
import dev.halftone.engine.webhook.WebhookSigner.SignedHeaders;
import dev.halftone.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an image service refuses.
class JobInputTest {
    private static final URI CALLBACK = URI.create("http://127.0.0.1:9/nobody");
    private static final String JOB = """
            {"job_id": "j", "callback_url": "http://127.0.0.1:9/nobody", "deadline": "2030-01-02T03:04:05Z",
             "images": [{"image_id": "1", "source_url": "http://127.0.0.1:9/a.jpg",
                         "recipe": {"quality": 50, "max_width": 0, "max_height": 0, "format": "keep"}}]}
            """;

    private static ImageServiceFixture service;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        service = ImageServiceFixture.start(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{}", "42", "\"job\"", "job_id=j", "{\"job_id\": \"j\"}", "\0"})
    void refusesWhatIsNoJob(String body) {
        assertThat(submit(body)).startsWith("400 malformed_job: the body is not a job: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"job_id", "callback_url", "deadline", "images", "image_id", "source_url", "recipe"})
    void namesAMissingField(String field) {
        assertThat(submit(JOB.replace('"' + field + '"', "\"other\"")))
                .isEqualTo("400 malformed_job: the body is not a job: " + field + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quality", "max_width", "max_height"})
    void namesAMissingNumber(String field) {
        assertThat(submit(JOB.replace('"' + field + '"', "\"other\"")))
                .startsWith("400 malformed_job: the body is not a job: images[0].recipe");
    }

    @ParameterizedTest
    @MethodSource
    void refusesInvalidValues(String original, String replacement) {
        assertThat(JOB).contains(original);

        assertThat(submit(JOB.replace(original, replacement)))
                .startsWith("422 invalid_job: ")
                .doesNotContain("dev.halftone");
    }

    private static Stream<Object[]> refusesInvalidValues() {
        return Map.ofEntries(
                        Map.entry("50", List.of("0", "101", "-1", "\"high\"")),
                        Map.entry("\"max_width\": 0", List.of("\"max_width\": -1")),
                        Map.entry("\"max_height\": 0", List.of("\"max_height\": -5")),
                        Map.entry("\"keep\"", List.of("\"bmp\"", "\"\"")),
                        Map.entry("2030-01-02T03:04:05Z", List.of("tomorrow", "2030-13-02T03:04:05Z")),
                        Map.entry(
                                "\"job_id\": \"j\"",
                                Stream.of("", "../j", "a/b", "a b", "ü", "-", ".", "j".repeat(201), "\\u0000")
                                        .map(id -> "\"job_id\": \"" + id + "\"")
                                        .toList()),
                        Map.entry(
                                "\"image_id\": \"1\"",
                                Stream.of("", " ", "i".repeat(201), "a\\nb", "\\u0000", "\\ud800")
                                        .map(id -> "\"image_id\": \"" + id + "\"")
                                        .toList()),
                        Map.entry(
                                "http://127.0.0.1:9/nobody",
                                List.of(
                                        "",
                                        "nobody",
                                        "ftp://a.example/",
                                        "http://user:pw@a.example/",
                                        "http:///path",
                                        "http://a.example/" + "x".repeat(2_000),
                                        "http://a.example\\u0000/")))
                .entrySet()
                .stream()
                .flatMap(entry -> entry.getValue().stream().map(other -> new Object[] {entry.getKey(), other}));
    }

    @Test
    void refusesJobsWithoutImagesWithTooManyAndWithTheSameTwice() {
        var tooMany = IntStream.rangeClosed(0, ImageServiceFixture.MAX_IMAGES_PER_JOB)
                .mapToObj(number -> image("i" + number, "http://127.0.0.1:9/"))
                .toArray(Job.Image[]::new);

        assertThat(service.client().submit(job("none", CALLBACK)).statusAndCode())
                .isEqualTo("422 invalid_job");
        assertThat(service.client().submit(job("none", CALLBACK, tooMany)).statusAndCode())
                .isEqualTo("422 invalid_job");
        assertThat(service.client()
                        .submit(job(
                                "none", CALLBACK, image("1", "http://127.0.0.1:9/a"), image("1", "http://a.example/")))
                        .statusAndCode())
                .isEqualTo("422 invalid_job");
        assertThat(service.client().get("/v1/jobs/none").status()).isEqualTo(404);
    }

    @Test
    void ignoresUnknownFields() {
        assertThat(submit(JOB.replace("{\"job_id\": \"j\"", "{\"new\": [1], \"job_id\": \"unknown-fields\"")))
                .startsWith("202");
    }

    @Test
    void refusesOtherMediaTypes() {
        var body = JOB.getBytes(UTF_8);
        var signed = service.client().sign(body, Instant.now());

        for (var type : List.of("text/csv", "text/plain", "multipart/form-data; boundary=b")) {
            var response = service.client().send("POST", "/v1/jobs", body, signed, "Content-Type", type);

            assertThat(response.statusAndCode()).as(type).isEqualTo("415 unsupported_media_type");
            assertThat(response.header("Accept")).isEqualTo("application/json");
            assertThat(response.field("/detail")).startsWith("send application/json, not " + type.substring(0, 4));
        }
    }

    @Test
    void refusesLargeBodiesBeforeReadingThem() {
        var head = "POST /v1/jobs HTTP/1.1\r\nHost: a.test\r\nContent-Type: application/json\r\n";

        var announced = service.rawClient().send(head + "Expect: 100-continue\r\nContent-Length: 4194305\r\n\r\n");
        var chunked = service.rawClient()
                .send(head + "Transfer-Encoding: chunked\r\n\r\n480000\r\n" + " ".repeat(0x480000) + "\r\n0\r\n\r\n");

        assertThat(announced)
                .startsWith("HTTP/1.1 413")
                .contains("body_too_large")
                .doesNotContain("100 Continue");
        assertThat(chunked).startsWith("HTTP/1.1 413").contains("body_too_large");
    }

    @Test
    void keepsOnlySoManyBytesOfBodiesThatAreNotComplete() throws IOException {
        var head = "POST /v1/jobs HTTP/1.1\r\nHost: a.test\r\nContent-Type: application/json\r\n"
                + "Content-Length: 4194304\r\n\r\n" + " ".repeat(1_000_000);
        var large = " ".repeat(100_000);
        var stalled = new ArrayList<Socket>();

        // Each holds 15 parts of 64 KiB, so that 17 of them leave one part, which is less than the last one needs.
        Await.until(() -> {
            stalled.add(stalledUpload(head));
            return submit(large).startsWith("503 busy");
        });
        for (var socket : stalled) socket.close();
        Await.until(() -> submit(large).startsWith("400 malformed_job"));
    }

    private static Socket stalledUpload(String head) {
        try {
            var socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
            socket.getOutputStream().write(head.getBytes(UTF_8));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void takesJobsOfAnySizeBelowTheLimit() {
        var longUrl = "http://127.0.0.1:9/" + "x".repeat(80_000);
        var images = IntStream.range(0, 50)
                .mapToObj(number -> image("i" + number, longUrl + number))
                .toArray(Job.Image[]::new);

        var response = service.client().submit(job("large", CALLBACK, images));

        assertThat(response.status()).as(response.text()).isEqualTo(202);
        service.client().delete("/v1/jobs/large");
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1", "GET, /v1/jobs/j", "DELETE, /v1/jobs/j", "POST, /v1/jobs"})
    void refusesWhatIsNotSignedWithTheSecretForJobs(String method, String path) {
        var client = service.client();
        var body = method.equals("POST") ? JOB.getBytes(UTF_8) : new byte[0];
        var now = Instant.now();
        var right = client.sign(body, now);
        var stranger = JobClient.randomSecrets();
        var wrong = Stream.of(
                stranger.signJob(MessageId.random(), now, body),
                client.sign(body, now.minus(Duration.ofMinutes(6))),
                client.sign(body, now.plus(Duration.ofMinutes(6))),
                client.sign((JOB + " ").getBytes(UTF_8), now),
                new SignedHeaders(MessageId.random().text(), right.timestamp(), right.signature()),
                new SignedHeaders(right.id(), "" + (now.getEpochSecond() + 1), right.signature()),
                new SignedHeaders(right.id(), "now", right.signature()),
                new SignedHeaders(right.id(), right.timestamp(), "v1,"),
                new SignedHeaders(
                        right.id(), right.timestamp(), "v2" + right.signature().substring(2)));

        assertThat(wrong)
                .allSatisfy(signed -> assertThat(
                                client.send(method, path, body, signed).statusAndCode())
                        .isEqualTo("401 unauthorized"));
        assertThat(client.sendWith(method, path, body, "Content-Type", "application/json")
                        .statusAndCode())
                .isEqualTo("401 unauthorized");
        assertThat(client.send(method, path, body, right).status()).isNotEqualTo(401);
        try (var old = service.oldClient()) {
            assertThat(old.send(method, path, body).status())
                    .as("before the secret changes")
                    .isNotEqualTo(401);
        }
    }

    private static String submit(String body) {
        var response = service.client().submit(body.getBytes(UTF_8));
        return response.statusAndCode() + ": " + response.field("/detail");
    }
}
