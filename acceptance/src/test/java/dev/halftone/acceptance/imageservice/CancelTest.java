package dev.halftone.acceptance.imageservice;

import static dev.halftone.acceptance.imageservice.HandOverFixture.handedOver;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.SubmittedRequest;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.MockImageService;
import dev.halftone.testkit.ReceivedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Requests that are canceled or deleted while their images are at the service.
@Timeout(300)
class CancelTest {
    private static final int IMAGES = 100;

    @TempDir
    private Path folder;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final BlockingQueue<Integer> lateStatuses = new LinkedBlockingQueue<>();
    private HandOverFixture fixture;
    private MockImageService service;

    @BeforeEach
    void start() throws IOException {
        fixture = new HandOverFixture(folder);
        service = fixture.service();
        service.deliver(callbacks -> {
            callbacks.send(callbacks.results().subList(0, 3));
            gate.await();
            lateStatuses.add(callbacks.send(callbacks.results()));
        });
        fixture.start();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void cancelsTheImagesAtOnceAndTheirJobs() throws Exception {
        var request = submit();
        var jobs = service.log().jobs().size();

        assertThat(request.client().post(request.path() + "/cancel").status()).isEqualTo(202);

        Await.until(() -> request.status().field("/images/done").equals("" + IMAGES));
        var status = request.status();
        assertThat(status.field("/status")).isEqualTo("cancelled");
        assertThat(status.field("/images/succeeded")).isEqualTo("" + 3 * jobs);
        assertThat(status.field("/images/handed_over")).isEqualTo("0");
        assertThat(request.failureCodes()).hasSize(IMAGES - 3 * jobs).containsOnly("cancelled");
        assertThatItsJobsAreDeleted();
        gate.countDown();
        for (var job = 0; job < jobs; job++) assertThat(lateStatuses.take()).isEqualTo(200);
        assertThat(request.status().json().path("images"))
                .isEqualTo(status.json().path("images"));
    }

    @Test
    void deletesTheJobsOfADeletedRequest() throws Exception {
        var request = submit();
        var jobs = service.log().jobs().size();

        assertThat(request.client().delete(request.path()).status()).isEqualTo(204);

        assertThat(request.status().status()).isEqualTo(404);
        assertThatItsJobsAreDeleted();
        gate.countDown();
        for (var job = 0; job < jobs; job++) assertThat(lateStatuses.take()).isEqualTo(200);
    }

    private SubmittedRequest submit() {
        var request = fixture.submit(fixture.sources(IMAGES));
        Await.until(() -> handedOver(request) + request.imagesDone() == IMAGES
                && request.imagesDone() == 3 * service.log().jobs().size());
        return request;
    }

    private void assertThatItsJobsAreDeleted() {
        var ids = service.log().jobs().stream().map(ReceivedJob::jobId).toList();
        Await.until(() -> service.log().deletions().containsAll(ids));
        assertThat(service.log().deletions()).doesNotHaveDuplicates();
    }
}
