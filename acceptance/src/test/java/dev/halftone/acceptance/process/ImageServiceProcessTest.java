package dev.halftone.acceptance.process;

import static dev.halftone.app.JobClient.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.RunningServer;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.app.JobClient;
import dev.halftone.engine.imageservice.Job;
import dev.halftone.engine.imageservice.JobResults.ImageResult;
import dev.halftone.engine.imageservice.JobResults.Status;
import dev.halftone.engine.imageservice.ServiceSecrets;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.WebhookInbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `image-service` in its own process: `kill -9`, and starts with the same data folder.
@Timeout(600)
class ImageServiceProcessTest {
    private static final int IMAGES = 40;

    @TempDir
    private Path folder;

    private final ServiceSecrets secrets = JobClient.randomSecrets();
    private final ImageHostFixture host = ImageHostFixture.halfGated(IMAGES);
    private final WebhookInbox inbox = new WebhookInbox();

    @AfterEach
    void close() {
        host.openGate();
        host.close();
        inbox.close();
    }

    @Test
    void finishesAJobAfterAKill() throws Exception {
        var job = job("j1", inbox.url(), images(1, IMAGES));
        try (var service = start();
                var client = client(service)) {
            assertThat(client.submit(job).status()).isEqualTo(202);
            Await.until(() -> count(client, Status.SUCCEEDED) == IMAGES / 2);
            service.kill();
        }
        assertThat(inbox.deliveries()).isEmpty();
        host.openGate();

        try (var service = start();
                var client = client(service)) {
            assertThat(client.submit(job).status()).as("repeated").isEqualTo(202);
            var results = client.results(inbox.await(1).getFirst());

            assertThat(results.images()).hasSize(IMAGES);
            assertThat(results.images())
                    .allSatisfy(image -> assertThat(published(client, image)).isTrue());
            assertThat(host.host().requests())
                    .extracting(ImageHost.RecordedRequest::path)
                    .filteredOn(path -> number(path) <= IMAGES / 2)
                    .as("a finished image is not fetched again")
                    .doesNotHaveDuplicates()
                    .hasSize(IMAGES / 2);
            assertThat(new DataFolder(folder.resolve("data")).distinctAttempts())
                    .as("the kill is not counted as an attempt")
                    .containsExactly("1");
            assertThat(service.terminate()).isZero();
        }
        assertThat(inbox.deliveries()).hasSize(1);
    }

    /// Whether the new image is there. Its URL has the port of the process that took the job.
    private static boolean published(JobClient client, ImageResult result) {
        var path = URI.create(result.outputUrl().orElseThrow()).getPath();
        return ImageHostFixture.isComplete(client.get(path).response().body());
    }

    private static int number(String path) {
        return Integer.parseInt(path.replaceAll("\\D", ""));
    }

    @Test
    void keepsAJobThatItIsKilledAfter() throws Exception {
        try (var service = start();
                var client = client(service)) {
            assertThat(client.submit(job("j1", inbox.url(), images(1, 2))).status())
                    .isEqualTo(202);
            service.kill();
        }

        try (var service = startInProcess();
                var client = client(service)) {
            assertThat(client.results(inbox.await(1).getFirst()).images()).hasSize(2);
        }
    }

    @Test
    void callsBackUnderTheSameIdAfterAKill() throws Exception {
        inbox.enqueue(WebhookInbox.Reply.noResponse());
        try (var service = start();
                var client = client(service)) {
            client.submit(job("j1", inbox.url(), images(1, 2)));
            inbox.await(1);
            service.kill();
        }

        try (var _ = startInProcess()) {
            var callbacks = inbox.await(2);

            assertThat(callbacks.get(1).body()).isEqualTo(callbacks.getFirst().body());
            assertThat(callbacks.get(1).header("webhook-id"))
                    .isEqualTo(callbacks.getFirst().header("webhook-id"));
        }
    }

    @Test
    void forgetsADeletedJobForEver() throws Exception {
        try (var service = start();
                var client = client(service)) {
            client.submit(job("j1", inbox.url(), images(1, IMAGES)));
            Await.until(() -> count(client, Status.SUCCEEDED) == IMAGES / 2);
            assertThat(client.delete("/v1/jobs/j1").status()).isEqualTo(204);
            service.kill();
        }
        host.openGate();

        try (var service = startInProcess();
                var client = client(service)) {
            assertThat(client.get("/v1/jobs/j1").status()).isEqualTo(404);
            Await.until(() -> new DataFolder(folder.resolve("data")).images().isEmpty());
            client.submit(job("j2", inbox.url(), images(1, 1)));
            assertThat(client.results(inbox.await(1).getFirst()).jobId()).isEqualTo("j2");
        }
    }

    @Test
    void takesNoMoreThanItIsAllowed() throws Exception {
        try (var service = startInProcess("--max-images-per-job", "20", "--max-images-in-flight", "25");
                var client = client(service)) {
            var gated = job("gated", inbox.url(), images(IMAGES / 2 + 1, IMAGES));
            var more = job("more", inbox.url(), images(1, 6));
            client.submit(gated);

            assertThat(client.get("/v1").json().path("max_images_in_flight").asInt())
                    .isEqualTo(25);
            assertThat(client.submit(more).statusAndCode()).isEqualTo("429 too_many_images");
            assertThat(client.submit(more).header("Retry-After")).isNotEmpty();
            assertThat(client.submit(job("long", inbox.url(), images(1, 21))).statusAndCode())
                    .isEqualTo("422 invalid_job");
            host.openGate();
            inbox.await(1);
            assertThat(client.submit(more).status()).isEqualTo(202);
        }
    }

    private Job.Image[] images(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> JobClient.image("image " + number, host.url(number)))
                .toArray(Job.Image[]::new);
    }

    private static long count(JobClient client, Status status) {
        return client.results("j1").images().stream()
                .filter(image -> image.status() == status)
                .count();
    }

    private JobClient client(RunningServer service) {
        return new JobClient(service.port(), secrets);
    }

    private ServerProcess start() throws IOException {
        return ServerProcess.in(folder).imageService(secretsFile());
    }

    private RunningServer startInProcess(String... options) throws IOException {
        return ServerProcess.in(folder).imageServiceInProcess(secretsFile(), options);
    }

    private Path secretsFile() throws IOException {
        return JobClient.write(secrets, folder.resolve("secrets"));
    }
}
