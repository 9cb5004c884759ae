package dev.halftone.acceptance.docs;

import static dev.halftone.app.JobClient.image;
import static dev.halftone.app.JobClient.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ProjectFiles;
import dev.halftone.app.JobClient;
import dev.halftone.app.web.JobProblem;
import dev.halftone.engine.imageservice.Job;
import dev.halftone.engine.imageservice.JobReceipt;
import dev.halftone.engine.imageservice.JobResults;
import dev.halftone.engine.imageservice.JobResults.ImageResult;
import dev.halftone.engine.imageservice.JobResults.Status;
import dev.halftone.engine.imageservice.ServiceDescription;
import dev.halftone.engine.imageservice.ServiceSecrets;
import dev.halftone.engine.request.Sha256;
import dev.halftone.imaging.Recipe;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.SampleJpeg;
import dev.halftone.testkit.WebhookInbox;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Checks `docs/image-service.md` against the protocol, and runs its example service.
class ImageServiceDocumentTest {
    private static final MarkdownDocument PAGE = MarkdownDocument.at("docs/image-service.md");

    @TempDir
    private Path folder;

    @Test
    void namesEveryField() {
        var fields = Stream.of(
                        Job.class,
                        Job.Image.class,
                        Recipe.class,
                        JobReceipt.class,
                        JobReceipt.Rejection.class,
                        JobResults.class,
                        ImageResult.class,
                        JobResults.Source.class,
                        ServiceDescription.class)
                .flatMap(message -> Arrays.stream(message.getRecordComponents()))
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));

        assertThat(fields).allSatisfy(field -> assertThat(PAGE.text()).contains("`" + field + "`"));
    }

    @Test
    void namesEveryCode() {
        assertThat(JobProblem.values())
                .allSatisfy(
                        code -> assertThat(PAGE.text()).contains("\n%d|`%s`|".formatted(code.status(), code.text())));
    }

    @Test
    void exampleServiceWorksOnAJob() throws Exception {
        ExternalTool.assumeInstalled("python3");
        var secrets = JobClient.randomSecrets();
        var port = ExternalTool.freePort();
        var service = startExample(port, secrets);
        try (var host = ImageHost.start();
                var inbox = new WebhookInbox();
                var client = new JobClient(port, secrets);
                var stranger = new JobClient(port, JobClient.randomSecrets())) {
            host.respondTo("/a.jpg", SampleJpeg.response());
            inbox.enqueue(503);
            Await.until(() -> ExternalTool.isListening(port));
            var job = job("j1", inbox.url(), image("a", host.url("/a.jpg")), image("b", host.url("/gone.jpg")));

            assertThat(stranger.submit(job).status()).isEqualTo(401);
            assertThat(client.submit(job).status()).isEqualTo(202);
            assertThat(client.submit(job).field("/job_id")).isEqualTo("j1");
            assertThat(client.submit(job("j1", inbox.url(), image("a", "http://a.test/")))
                            .statusAndCode())
                    .isEqualTo("422");

            var callbacks = inbox.await(3);
            assertThat(callbacks.get(1).body())
                    .as("sent again")
                    .isEqualTo(callbacks.getFirst().body());
            var succeeded = client.results(callbacks.get(1)).images().getFirst();
            assertThat(succeeded.imageId()).isEqualTo("a");
            assertThat(succeeded.content()).contains(SampleJpeg.bytes());
            assertThat(succeeded.sha256()).contains(Sha256.hex(SampleJpeg.bytes()));
            assertThat(succeeded.bytes()).contains((long) SampleJpeg.bytes().length);
            assertThat(succeeded.width()).contains(SampleJpeg.WIDTH);
            assertThat(succeeded.height()).contains(SampleJpeg.HEIGHT);
            var failed = client.results(callbacks.get(2)).images().getFirst();
            assertThat(failed)
                    .isEqualTo(ImageResult.failed("b", "service_failed", "HTTP Error 404: Mock Response", false));
            assertThat(client.results("j1").images())
                    .extracting(ImageResult::status)
                    .containsExactly(Status.SUCCEEDED, Status.FAILED);
            assertThat(host.requests("/a.jpg")).hasSize(1);
            assertThat(client.get("/v1").json().path("max_images_per_job").asInt())
                    .isEqualTo(100);
            assertThat(client.delete("/v1/jobs/j1").status()).isEqualTo(204);
            assertThat(client.get("/v1/jobs/j1").status()).isEqualTo(404);
        } finally {
            service.destroy();
            service.waitFor();
        }
    }

    private Process startExample(int port, ServiceSecrets secrets) throws IOException {
        var builder = new ProcessBuilder(
                        "python3",
                        ProjectFiles.file("docs/examples/image_service.py").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.txt").toFile());
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment()
                .put(
                        "SECRETS",
                        JobClient.write(secrets, folder.resolve("secrets")).toString());
        return builder.start();
    }
}
