package dev.halftone.engine.imageservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.imageservice.JobResults.ImageResult;
import dev.halftone.imaging.Recipe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceJsonTest {
    @Test
    void writesAJobWithTheNamesOfTheProtocol() {
        var image = new Job.Image("7", "https://cdn.example/a.jpg", new Recipe(50, 2048, 0, Recipe.OutputFormat.WEBP));
        var job = new Job(
                "job_1",
                "https://h.example/v1/callbacks/images",
                Instant.parse("2026-01-02T03:04:05Z"),
                List.of(image));

        assertThat(new String(ServiceJson.write(job), UTF_8)).isEqualTo("""
                {"job_id":"job_1","callback_url":"https://h.example/v1/callbacks/images",\
                "deadline":"2026-01-02T03:04:05.000Z","images":[{"image_id":"7","source_url":"https://cdn.example/a.jpg",\
                "recipe":{"quality":50,"max_width":2048,"max_height":0,"format":"webp"}}]}""");
    }

    @Test
    void readsEveryMessageThatItWrites() throws Exception {
        var job =
                new Job("j", "https://h.example/", Instant.EPOCH, List.of(new Job.Image("1", "u", Recipe.defaults())));
        var receipt = new JobReceipt("j", List.of(new JobReceipt.Rejection("1", "invalid_url", "no host")));
        var results = new JobResults(
                "j",
                List.of(
                        ImageResult.pending("1"),
                        ImageResult.failed("2", "http_404", "not found", false),
                        ImageResult.succeeded(
                                "3",
                                "https://s.example/3",
                                "ab",
                                5,
                                new JobResults.Source(
                                        Optional.of(9L), Optional.empty(), Optional.empty(), Optional.empty()),
                                6,
                                7)));

        assertThat(ServiceJson.read(ServiceJson.write(job), Job.class)).isEqualTo(job);
        assertThat(ServiceJson.read(ServiceJson.write(receipt), JobReceipt.class))
                .isEqualTo(receipt);
        assertThat(ServiceJson.read(ServiceJson.write(results), JobResults.class))
                .isEqualTo(results);
    }

    @Test
    void ignoresFieldsItDoesNotKnow() throws Exception {
        var results =
                read("{\"job_id\":\"j\",\"images\":[{\"image_id\":\"1\",\"status\":\"failed\",\"gpu\":3}],\"x\":{}}");

        assertThat(results.images().getFirst().status()).isEqualTo(JobResults.Status.FAILED);
        assertThat(results.images().getFirst().code()).isEmpty();
    }

    @Test
    void decodesContent() throws Exception {
        var results = read(
                "{\"job_id\":\"j\",\"images\":[{\"image_id\":\"1\",\"status\":\"succeeded\",\"content\":\"YWJj\"}]}");

        assertThat(results.images().getFirst().content().orElseThrow()).isEqualTo("abc".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"job_id\":\"j\"}",
                "{\"job_id\":\"j\",\"images\":[null]}",
                "{\"images\":[]}",
                "{\"job_id\":\"j\",\"images\":[{\"image_id\":\"1\"}]}",
                "{\"job_id\":\"j\",\"images\":[{\"status\":\"failed\"}]}",
                "{\"job_id\":\"j\",\"images\":[{\"image_id\":\"1\",\"status\":\"done\"}]}",
                "{\"job_id\":\"j\",\"images\":[{\"image_id\":\"1\",\"status\":\"failed\",\"content\":\"%\"}]}"
            })
    void refusesWhatIsNoMessage(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(ServiceJson.MalformedException.class);
    }

    private static JobResults read(String json) throws ServiceJson.MalformedException {
        return ServiceJson.read(json.getBytes(UTF_8), JobResults.class);
    }
}
