package dev.halftone.acceptance.imageservice;

import static dev.halftone.acceptance.imageservice.HandOverFixture.assertCompletes;
import static dev.halftone.acceptance.imageservice.HandOverFixture.handedOver;
import static dev.halftone.acceptance.imageservice.HandOverFixture.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.Await;
import dev.halftone.testkit.MockImageService;
import dev.halftone.testkit.MockResult;
import dev.halftone.testkit.ReceivedJob;
import dev.halftone.testkit.SampleJpeg;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Results that do not come: deadlines, jobs that the service has forgotten, a service that is gone.
@Timeout(300)
class SilentServiceTest {
    private static final MockResult DONE = MockResult.content(SampleJpeg.bytes());

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
    void asksForResultsAtTheDeadline() throws IOException {
        service.deliver(_ -> {});
        service.respondTo(fixture.source("2"), MockResult.failed("http_404", "gone"));
        fixture.start("--image-service-deadline=1s");

        var request = fixture.submit(fixture.sources(5));

        assertCompletes(request, 4, 1);
        assertThat(service.log().jobs()).hasSize(1);
        assertThat(service.log().posts()).hasSize(1);
        assertThat(service.log().questions())
                .containsExactly(service.log().jobs().getFirst().jobId());
        assertThat(service.log().deletions()).isEmpty();
    }

    @Test
    void handsOverThreeTimes() throws IOException {
        service.respondTo(fixture.source("1"), MockResult.pending());
        service.respondTo(fixture.source("2"), MockResult.pending(), DONE);
        fixture.start("--image-service-deadline=1s");
        var start = Instant.now();

        var request = fixture.submit(fixture.sources(4));

        assertCompletes(request, 3, 1);
        assertThat(Duration.between(start, Instant.now()))
                .as("two deadlines a job")
                .isGreaterThan(Duration.ofSeconds(6));
        assertThat(outcomes(request)).containsEntry(fixture.source("1"), "timed_out");
        assertThat(service.log().jobsOfImages())
                .isEqualTo(Map.of(
                        fixture.source("1"),
                        3L,
                        fixture.source("2"),
                        2L,
                        fixture.source("3"),
                        1L,
                        fixture.source("4"),
                        1L));
        var ids = service.log().jobs().stream().map(ReceivedJob::jobId).toList();
        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
        assertThat(service.log().questions())
                .as("twice each")
                .containsExactlyInAnyOrder(ids.get(0), ids.get(0), ids.get(1), ids.get(1), ids.get(2), ids.get(2));
        assertThat(service.log().deletions()).as("what is handed over again").contains(ids.get(0), ids.get(1));
    }

    @Test
    void handsOverAtOnceWhatTheServiceForgot() throws IOException {
        service.deliver(_ -> {});
        fixture.start("--image-service-deadline=2s");

        var request = fixture.submit(fixture.sources(5));
        Await.until(() -> service.log().jobs().size() == 1);
        service.forgetJobs();
        service.deliver(callbacks -> callbacks.send(callbacks.results()));

        assertCompletes(request, 5, 0);
        assertThat(service.log().jobs()).hasSize(2);
        assertThat(service.log().questions()).hasSize(1);
    }

    @Test
    void takesAResultThatComesAfterTheDeadline() throws IOException {
        service.deliver(callbacks -> {
            gate.await();
            callbacks.send(callbacks.results());
        });
        service.hideResults();
        fixture.start("--image-service-deadline=2s");

        var request = fixture.submit(fixture.sources(5));
        Await.until(() -> service.log().questions().size() == 1);
        gate.countDown();

        assertCompletes(request, 5, 0);
        assertThat(service.log().jobs()).hasSize(1);
        assertThat(service.log().deletions()).isEmpty();
    }

    @Test
    void endsEachImageOnceWhenJobsOverlap() throws IOException {
        service.hideResults();
        service.deliver(callbacks -> {
            gate.await();
            callbacks.send(callbacks.results());
        });
        fixture.start("--image-service-deadline=1s");

        var request = fixture.submit(fixture.sources(20));
        Await.until(() -> service.log().jobs().size() == 2);
        gate.countDown();

        assertCompletes(request, 20, 0);
        assertThat(service.log().jobs()).hasSize(2);
    }

    @Test
    void failsTheImagesOfAServiceThatIsGoneAndRetriesThem() throws IOException {
        fixture.start("--image-service-deadline=1s");
        service.goAway();

        var request = fixture.submit(fixture.sources(5));
        assertCompletes(request, 0, 5);
        assertThat(outcomes(request).values()).containsOnly("service_failed");
        service.comeBack();
        request.retry();

        assertCompletes(request, 5, 0);
        assertThat(service.log().jobs()).hasSize(1);
    }

    @Test
    void failsTheImagesThatWaitAtAServiceThatIsGone() throws IOException {
        service.deliver(_ -> {});
        fixture.start("--image-service-deadline=1s");

        var request = fixture.submit(fixture.sources(5));
        Await.until(() -> handedOver(request) == 5);
        service.goAway();
        assertCompletes(request, 0, 5);
        assertThat(outcomes(request).values()).containsOnly("service_failed");
        service.comeBack();
        service.deliver(callbacks -> callbacks.send(callbacks.results()));
        request.retry();

        assertCompletes(request, 5, 0);
    }

    @Test
    void waitsForAServiceThatIsGoneForAMoment() throws IOException {
        fixture.start("--image-service-deadline=10s");
        service.goAway();

        var request = fixture.submit(fixture.sources(5));
        Await.until(() -> request.status().field("/status").equals("processing"));
        service.comeBack();

        assertCompletes(request, 5, 0);
        assertThat(service.log().jobs()).hasSize(1);
    }
}
