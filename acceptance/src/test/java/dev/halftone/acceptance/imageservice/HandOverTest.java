package dev.halftone.acceptance.imageservice;

import static dev.halftone.acceptance.imageservice.HandOverFixture.assertCompletes;
import static dev.halftone.acceptance.imageservice.HandOverFixture.handedOver;
import static dev.halftone.acceptance.imageservice.HandOverFixture.image;
import static dev.halftone.acceptance.imageservice.HandOverFixture.outcomes;
import static dev.halftone.acceptance.imageservice.HandOverFixture.published;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.Await;
import dev.halftone.testkit.MockImageService;
import dev.halftone.testkit.MockResult;
import dev.halftone.testkit.ReceivedJob;
import dev.halftone.testkit.SampleJpeg;
import dev.halftone.testkit.WebhookInbox.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Jobs as the service receives them, and what becomes of its responses to them.
@Timeout(300)
class HandOverTest {
    @TempDir
    private Path folder;

    private final CountDownLatch gate = new CountDownLatch(1);
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
    }

    @Test
    void publishesTheBytesThatTheServiceReturns() throws IOException {
        var urls = fixture.sources(3);
        var large = SampleJpeg.bytes(1_200, 900, 1);
        service.respondTo(urls.get(0), MockResult.content(SampleJpeg.bytes(1)));
        service.respondTo(urls.get(1), MockResult.outputUrl(SampleJpeg.bytes(2)));
        service.respondTo(urls.get(2), MockResult.outputUrl(large));
        fixture.start();

        var request = fixture.submit(urls);

        assertCompletes(request, 3, 0);
        assertThat(published(request, urls.get(0))).isEqualTo(SampleJpeg.bytes(1));
        assertThat(published(request, urls.get(1))).isEqualTo(SampleJpeg.bytes(2));
        assertThat(published(request, urls.get(2))).isEqualTo(large);
        assertThat(image(request, urls.get(2)).path("width").asInt()).isEqualTo(1_200);
        assertThat(image(request, urls.get(2)).at("/bytes/out").asInt()).isEqualTo(large.length);
    }

    @Test
    void saysWhatIsWantedByWhen() throws IOException {
        fixture.start("--image-service-deadline=2m");

        var request = fixture.submit(fixture.sources(3), "?quality=70&max_width=300&max_height=0&format=webp");

        assertCompletes(request, 3, 0);
        var job = onlyJob();
        assertThat(job.sourceUrls()).containsExactlyInAnyOrderElementsOf(fixture.sources(3));
        assertThat(job.callbackUrl())
                .hasToString("http://127.0.0.1:" + fixture.server().port() + "/v1/callbacks/images");
        assertThat(Duration.between(Instant.now(), job.deadline())).isBetween(Duration.ZERO, Duration.ofMinutes(2));
        assertThat(job.images()).extracting(image -> image.recipe().toString()).containsOnly("""
                {"quality":70,"max_width":300,"max_height":0,"format":"webp"}""");
        assertThat(service.log().unsigned()).isZero();
        assertThat(service.log().questions()).isEmpty();
        assertThat(service.log().deletions()).isEmpty();
    }

    private ReceivedJob onlyJob() {
        assertThat(service.log().jobs()).hasSize(1);
        return service.log().jobs().getFirst();
    }

    @Test
    void countsThePlacesThatWait() throws IOException {
        service.deliver(callbacks -> {
            callbacks.send(callbacks.results().subList(0, 1));
            gate.await();
            callbacks.send(callbacks.results());
        });
        fixture.start();
        var urls = new ArrayList<>(fixture.sources(3));
        urls.add(urls.getLast());

        var request = fixture.submit(urls);

        Await.until(() -> handedOver(request) + request.imagesDone() == 4 && request.imagesDone() > 0);
        assertThat(handedOver(request)).isBetween(2, 3);
        gate.countDown();
        assertCompletes(request, 4, 0);
        assertThat(onlyJob().images()).as("the same URL is handed over once").hasSize(3);
    }

    @Test
    void keepsTheLimitsOfTheService() throws IOException {
        service.describe("max_images_per_job", 10);
        service.describe("max_images_in_flight", 25);
        service.deliver(callbacks -> {
            gate.await();
            callbacks.send(callbacks.results());
        });
        fixture.start();

        var request = fixture.submit(fixture.sources(200));

        Await.until(() -> service.log().mostImagesInFlight() >= 18);
        gate.countDown();
        assertCompletes(request, 200, 0);
        assertThat(service.log().jobs())
                .allSatisfy(job -> assertThat(job.images()).hasSizeLessThanOrEqualTo(10));
        assertThat(service.log().mostImagesInFlight()).isLessThanOrEqualTo(25);
        assertThat(service.log().jobsOfImages().values()).hasSize(200).containsOnly(1L);
    }

    @Test
    void takesUpResultsWhileMoreChunksWaitThanThereAreWorkers() throws IOException {
        var images = 5_120;
        service.describe("max_images_in_flight", 640);
        service.respondToOthers(_ -> MockResult.content(SampleJpeg.bytes()));
        // A slow service: meanwhile, chunks that wait for room take all workers.
        service.deliver(callbacks -> {
            gate.await(1, TimeUnit.SECONDS);
            callbacks.send(callbacks.results());
        });
        fixture.start();

        var request = fixture.submit(fixture.sources(images));

        assertCompletes(request, images, 0);
        assertThat(service.log().mostImagesInFlight()).isLessThanOrEqualTo(640);
        assertThat(service.log().jobsOfImages().values()).hasSize(images).containsOnly(1L);
    }

    @Test
    void sendsARefusedJobAgainWhenTheServiceAllows() throws IOException {
        service.replyToJobs(
                Reply.status(429).withHeader("Retry-After", "1"),
                Reply.status(503).withHeader("Retry-After", "2"));
        fixture.start();
        var start = Instant.now();

        var request = fixture.submit(fixture.sources(10));

        assertCompletes(request, 10, 0);
        assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofSeconds(3));
        assertThat(onlyJob().images()).hasSize(10);
        assertThat(service.log().posts()).hasSize(3);
    }

    @Test
    void sendsTheSameJobAgainWhileItDoesNotKnowThatItWasTaken() throws IOException {
        service.loseReceipts(2);
        service.deliver(callbacks -> {
            gate.await();
            callbacks.send(callbacks.results());
        });
        fixture.start();

        var request = fixture.submit(fixture.sources(10));

        Await.until(() -> service.log().posts().size() == 3);
        gate.countDown();
        assertCompletes(request, 10, 0);
        assertThat(service.log().posts()).containsOnly(onlyJob().jobId());
        assertThat(service.log().reusedIds()).isZero();
    }

    @ParameterizedTest
    @MethodSource
    void failsTheImagesOfAJobThatTheServiceDoesNotUnderstand(Reply nonsense, String itsWords) throws IOException {
        service.replyToJobs(nonsense);
        fixture.start();

        var request = fixture.submit(fixture.sources(5));

        assertCompletes(request, 0, 5);
        assertThat(outcomes(request).values()).containsOnly("service_failed");
        assertThat(image(request, fixture.source("1")).path("message").asString())
                .contains(itsWords)
                .hasSizeLessThanOrEqualTo(500);
        assertThat(service.log().jobs()).isEmpty();
    }

    private static Stream<Object[]> failsTheImagesOfAJobThatTheServiceDoesNotUnderstand() {
        var problem = "{\"code\":\"invalid_job\",\"detail\":\"only blue images\",\"status\":422}";
        return Stream.of(
                new Object[] {reply(422, "application/problem+json", problem), "only blue images"},
                new Object[] {reply(400, "application/problem+json", problem), "only blue images"},
                new Object[] {reply(400, "text/plain", "no, " + "and no again ".repeat(10_000)), ""},
                new Object[] {reply(200, "text/html", "<h1>Welcome</h1>"), ""},
                new Object[] {reply(202, "application/json", "{\"job_id\":[]}"), ""});
    }

    private static Reply reply(int status, String contentType, String body) {
        return Reply.of(status, contentType, body.getBytes(UTF_8));
    }

    @Test
    void failsTheImagesThatTheServiceRejects() throws IOException {
        service.respondTo(fixture.source("1"), MockResult.rejected("blocked_address", "not for us"));
        service.deliver(callbacks -> callbacks.send(callbacks.results().subList(1, 3)));
        fixture.start();

        var request = fixture.submit(fixture.sources(3));

        assertCompletes(request, 2, 1);
        assertThat(image(request, fixture.source("1")).path("code").asString()).isEqualTo("blocked_address");
        assertThat(image(request, fixture.source("1")).path("message").asString())
                .contains("not for us");
        assertThat(service.log().questions()).isEmpty();
    }
}
