package dev.halftone.app.web;

import static dev.halftone.app.JobClient.RECIPE;
import static dev.halftone.app.JobClient.image;
import static dev.halftone.app.JobClient.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ImageServiceFixture;
import dev.halftone.engine.imageservice.Job;
import dev.halftone.engine.imageservice.JobResults.ImageResult;
import dev.halftone.engine.imageservice.JobResults.Status;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.Sha256;
import dev.halftone.imaging.Recipe;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.SampleJpeg;
import dev.halftone.testkit.WebhookInbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The life of a job: handed over, worked on, answered for, deleted.
class JobsTest {
    private static ImageServiceFixture service;

    @TempDir
    private static Path folder;

    private final ImageHost host = ImageHost.start();
    private final WebhookInbox inbox = new WebhookInbox();
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeAll
    static void start() {
        service = ImageServiceFixture.start(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void publishImages() {
        host.respondTo("/good.jpg", SampleJpeg.response());
        host.respondTo("/slow.jpg", SampleJpeg.response().delayUntil(gate));
        host.respondTo("/busy.jpg", MockResponse.serviceUnavailable());
    }

    @AfterEach
    void close() {
        gate.countDown();
        host.close();
        inbox.close();
    }

    @Test
    void describesItself() {
        var description = service.client().get("/v1");

        assertThat(description.status()).isEqualTo(200);
        assertThat(description.json().path("max_images_per_job").asInt()).isEqualTo(50);
        assertThat(description.json().path("max_images_in_flight").asInt()).isEqualTo(60);
        assertThat(description.field("/version")).contains("libvips");
    }

    @Test
    void sendsTheResultsOfAllImages() {
        var receipt = service.client()
                .submit(job(
                        "all",
                        inbox.url(),
                        image("a", host.url("/good.jpg")),
                        image("b", host.url("/gone.jpg")),
                        image("c", host.url("/busy.jpg")),
                        image("same", host.url("/good.jpg"))));

        assertThat(receipt.status()).isEqualTo(202);
        assertThat(receipt.text()).isEqualTo("{\"job_id\":\"all\",\"rejected\":[]}");
        var results = service.client().results(inbox.await(1).getFirst());
        assertThat(results.jobId()).isEqualTo("all");
        assertThat(results.images()).extracting(ImageResult::imageId).containsExactly("a", "b", "c", "same");
        assertThat(results.images().get(1))
                .isEqualTo(ImageResult.failed("b", "http_404", "the server answered 404 Not Found", false));
        assertThat(results.images().get(2))
                .isEqualTo(ImageResult.failed("c", "http_503", "the server answered 503 Service Unavailable", true));
        assertThat(Stream.of(results.images().getFirst(), results.images().getLast()))
                .allSatisfy(JobsTest::isPublished);
        assertThat(service.client().results("all")).isEqualTo(results);
    }

    /// Whether the new image is at its URL, as the result describes it. The URL has the host that the client named.
    private static void isPublished(ImageResult result) {
        var url = URI.create(result.outputUrl().orElseThrow());
        var published = service.client().sendWith("GET", url.getPath(), new byte[0], "Accept", "*/*");

        assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(url.getAuthority()).isEqualTo("127.0.0.1:" + service.port());
        assertThat(published.status()).isEqualTo(200);
        assertThat(result.sha256()).contains(Sha256.hex(published.response().body()));
        assertThat(result.bytes()).contains((long) published.response().body().length);
        assertThat(result.width()).contains(SampleJpeg.WIDTH);
        assertThat(result.height()).contains(SampleJpeg.HEIGHT);
    }

    @Test
    void worksWithTheRecipeOfEachImage() {
        var url = host.url("/good.jpg");
        var webp = new Recipe(50, 16, 0, Recipe.OutputFormat.WEBP);
        var png = new Recipe(80, 0, 12, Recipe.OutputFormat.PNG);

        service.client()
                .submit(job(
                        "recipes",
                        inbox.url(),
                        new Job.Image("webp", url, webp),
                        image("keep", url),
                        new Job.Image("png", url, png),
                        new Job.Image("webp again", url, webp)));

        var results = inbox.await(3).stream()
                .flatMap(callback -> service.client().results(callback).images().stream())
                .toList();
        assertThat(results)
                .extracting(result -> result.imageId() + " " + result.width().orElseThrow() + " "
                        + result.outputUrl().orElseThrow().replaceAll(".*\\.", ""))
                .containsExactlyInAnyOrder("webp 16 webp", "webp again 16 webp", "keep 64 jpg", "png 16 png");
        assertThat(service.client().results("recipes").images()).containsExactlyInAnyOrderElementsOf(results);
    }

    @Test
    void takesTheSameJobOnce() throws Exception {
        var first = job("once", inbox.url(), image("a", host.url("/good.jpg")), image("b", "nonsense"));
        var receipt = service.client().submit(first);
        inbox.await(1);

        var again = service.client().submit(first);
        var later = service.client()
                .submit(new Job("once", first.callbackUrl(), Instant.now().plusSeconds(9_999), first.images()));
        var shuffled = service.client()
                .submit(new Job(
                        "once",
                        first.callbackUrl(),
                        first.deadline(),
                        first.images().reversed()));

        assertThat(Stream.of(again, later, shuffled)).allSatisfy(response -> {
            assertThat(response.status()).isEqualTo(202);
            assertThat(response.json()).isEqualTo(receipt.json());
        });
        service.client().submit(job("after", inbox.url(), image("a", host.url("/good.jpg"))));
        assertThat(inbox.await(2)).hasSize(2);
        assertThat(host.requests("/good.jpg")).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource
    void refusesAnotherJobOfTheSameId(String name, Job other) {
        service.client().submit(original());

        var response = service.client().submit(other);

        assertThat(response.statusAndCode()).isEqualTo("422 job_id_reused");
        assertThat(service.client().results("original").images()).hasSize(2);
    }

    private static Job original() {
        return job("original", URI.create("http://127.0.0.1:9/"), image("a", "http://127.0.0.1:9/a"), image("b", "x"));
    }

    private static Stream<Object[]> refusesAnotherJobOfTheSameId() {
        var job = original();
        var a = job.images().getFirst();
        var b = job.images().getLast();
        return Stream.of(
                variant("more images", a, b, image("c", "http://127.0.0.1:9/c")),
                variant("fewer images", a),
                variant("another id", a, image("B", b.sourceUrl())),
                variant("another URL", a, image("b", "y")),
                variant("URLs exchanged", image("a", b.sourceUrl()), image("b", a.sourceUrl())),
                variant("another recipe", a, new Job.Image("b", "x", new Recipe(51, 2048, 2048, RECIPE.format()))),
                variant("another size", a, new Job.Image("b", "x", new Recipe(50, 2048, 2047, RECIPE.format()))),
                new Object[] {"another callback", job("original", URI.create("http://127.0.0.1:9/cb"), a, b)});
    }

    private static Object[] variant(String name, Job.Image... images) {
        return new Object[] {name, job("original", URI.create("http://127.0.0.1:9/"), images)};
    }

    @Test
    void tellsResultsBeforeTheJobEnds() {
        service.client()
                .submit(job(
                        "half",
                        inbox.url(),
                        image("fast", host.url("/good.jpg")),
                        image("slow", host.url("/slow.jpg"))));

        var half = Await.until(
                () -> service.client().results("half").images(),
                images -> images.getFirst().status() != Status.PENDING);

        isPublished(half.getFirst());
        assertThat(half.getLast()).isEqualTo(ImageResult.pending("slow"));
        assertThat(inbox.deliveries()).isEmpty();
    }

    @Test
    void knowsNoOtherJob() {
        assertThat(service.client().get("/v1/jobs/unknown").statusAndCode()).isEqualTo("404 not_found");
    }

    @Test
    void deletesAJobAndItsImages() throws IOException {
        service.client().submit(job("old", inbox.url(), image("a", host.url("/good.jpg"))));
        var output = service.client()
                .results(inbox.await(1).getFirst())
                .images()
                .getFirst()
                .outputUrl()
                .map(url -> folder.resolve("images").resolve(url.replaceAll(".*/", "")))
                .orElseThrow();
        assertThat(output).exists();

        assertThat(service.client().delete("/v1/jobs/old").status()).isEqualTo(204);

        assertThat(service.client().get("/v1/jobs/old").status()).isEqualTo(404);
        assertThat(service.client().delete("/v1/jobs/old").status()).isEqualTo(204);
        Await.until(() -> Files.notExists(output));
    }

    @Test
    void sendsNothingAboutAJobThatIsDeletedWhileItRuns() throws Exception {
        var images = IntStream.range(0, 20)
                .mapToObj(number -> image("i" + number, host.url("/slow.jpg?" + number)))
                .toArray(Job.Image[]::new);
        var job = job("running", inbox.url(), images);
        service.client().submit(job);
        host.awaitRequests(1);

        service.client().delete("/v1/jobs/running");
        gate.countDown();

        assertThat(service.client().get("/v1/jobs/running").status()).isEqualTo(404);
        service.client().submit(job("next", inbox.url(), image("a", host.url("/good.jpg"))));
        assertThat(service.client().results(inbox.await(1).getFirst()).jobId()).isEqualTo("next");
        assertThat(service.client().submit(job).status())
                .as("the id is free again")
                .isEqualTo(202);
        assertThat(service.client().results(inbox.await(2).getLast()).images()).hasSize(20);
    }

    @Test
    void takesNoMoreImagesThanItCanHave() {
        var gated = IntStream.range(0, 50)
                .mapToObj(number -> image("i" + number, host.url("/slow.jpg?" + number)))
                .toArray(Job.Image[]::new);
        var full = job("full", inbox.url(), gated);
        var small = job("small", inbox.url(), List.of(gated).subList(0, 11).toArray(Job.Image[]::new));
        service.client().submit(full);

        var refused = service.client().submit(small);

        assertThat(refused.statusAndCode()).isEqualTo("429 too_many_images");
        assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(service.client().get("/v1/jobs/small").status()).isEqualTo(404);
        assertThat(service.client().submit(full).status())
                .as("a repetition takes no room")
                .isEqualTo(202);
        gate.countDown();
        inbox.await(1);
        assertThat(service.client().submit(small).status()).isEqualTo(202);
        inbox.await(2);
    }

    @Test
    void refusesJobsWhileItCannotKeepThem(@TempDir Path otherFolder) {
        try (var other = ImageServiceFixture.start(otherFolder)) {
            other.closeEngine();

            var refused = other.client().submit(job("lost", inbox.url(), image("a", host.url("/good.jpg"))));

            assertThat(refused.statusAndCode()).isEqualTo("503 storage_failed");
            assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
        }
    }

    @Test
    void guardsTheNetwork(@TempDir Path otherFolder) {
        try (var guarded = ImageServiceFixture.start(otherFolder, AddressPolicy.defaults())) {
            var callback = URI.create("https://shop.example/v1/callbacks/images");

            var rejected = guarded.client().submit(job("images", callback, image("a", host.url("/good.jpg"))));
            var refused = guarded.client().submit(job("callback", inbox.url(), image("a", "https://a.example/b.jpg")));

            assertThat(rejected.status()).isEqualTo(202);
            assertThat(rejected.field("/rejected/0/image_id")).isEqualTo("a");
            assertThat(rejected.field("/rejected/0/code")).isEqualTo("blocked_address");
            Await.until(
                    () -> guarded.client().results("images").images().getFirst().code(),
                    Optional.of("blocked_address")::equals);
            assertThat(refused.statusAndCode()).isEqualTo("422 invalid_job");
            assertThat(refused.field("/detail")).startsWith("callback_url is rejected: ");
            assertThat(host.requests()).isEmpty();
            assertThat(inbox.deliveries()).isEmpty();
        }
    }

    @Test
    void servesNothingElse() {
        var paths = new ArrayList<String>();
        for (var path : List.of("/", "/docs", "/openapi.yaml", "/session", "/upload_csv", "/v1/requests", "/v1/jobs/"))
            paths.add(service.client().get(path).status() + " " + path);

        assertThat(paths).allMatch(path -> path.startsWith("404 "));
        assertThat(service.client().get("/v1/jobs").statusAndCode()).isEqualTo("405 method_not_allowed");
    }

    @Test
    void showsHealthAndMetricsToEveryone() {
        for (var path : List.of("/health/live", "/health/ready", "/metrics"))
            assertThat(service.client()
                            .sendWith("GET", path, new byte[0], "Accept", "*/*")
                            .status())
                    .as(path)
                    .isEqualTo(200);
    }
}
