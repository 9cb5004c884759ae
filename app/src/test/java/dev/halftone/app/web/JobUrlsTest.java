package dev.halftone.app.web;

import static dev.halftone.app.JobClient.image;
import static dev.halftone.app.JobClient.job;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ImageServiceFixture;
import dev.halftone.engine.imageservice.Job;
import dev.halftone.engine.imageservice.JobResults.ImageResult;
import dev.halftone.engine.imageservice.JobResults.Status;
import dev.halftone.engine.report.ReportJson;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.RandomSeed;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Source URLs of all kinds in a job.
class JobUrlsTest {
    private static final URI CALLBACK = URI.create("http://127.0.0.1:9/nobody");

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

    @Test
    void rejectsUrlsThatCanNeverBeFetched() {
        var urls = List.of(
                "",
                " ",
                "nonsense",
                "N/A",
                "/relative.jpg",
                "ftp://127.0.0.1/a.jpg",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "http:///a.jpg",
                "http:127.0.0.1/",
                "http://127.0.0.1\\@a.example/",
                "http://%31%32%37.0.0.1/",
                "http://a.example:99999/",
                "x http://127.0.0.1:9/a.jpg",
                "http://\0a.example/");
        var images = IntStream.range(0, urls.size())
                .mapToObj(number -> image("i" + number, urls.get(number)))
                .toArray(Job.Image[]::new);

        var receipt = service.client().submit(job("rejected", CALLBACK, images));

        assertThat(receipt.status()).isEqualTo(202);
        var rejected = receipt.json().path("rejected").valueStream().toList();
        assertThat(rejected).hasSize(urls.size());
        assertThat(rejected)
                .allSatisfy(image -> assertThat(image.path("code").asString()).isEqualTo("invalid_url"));
        assertThat(ended("rejected"))
                .hasSize(urls.size())
                .allSatisfy(image -> assertThat(image.code()).contains("invalid_url"));
    }

    /// A separator of CSV cells, a quote, or a character that a database cannot store: each URL is one image.
    @Test
    void keepsEveryUrlApart() {
        var random = RandomSeed.random(JobUrlsTest.class);
        var pieces = List.of(
                ",http://",
                ";",
                "|",
                "\"",
                "\n",
                "\r",
                "\t",
                " ",
                "\0",
                "\ud800",
                "\udc00",
                "😀",
                "ü",
                "'",
                "\\",
                "%",
                "<");
        for (var round = 0; round < 10; round++) {
            var id = "apart-" + round;
            var images = IntStream.range(0, 20)
                    .mapToObj(number -> image(
                            "i" + number,
                            random.ints(random.nextInt(6), 0, pieces.size())
                                    .mapToObj(pieces::get)
                                    .collect(Collectors.joining("a", "http://127.0.0.1:9/" + number + "/", "b"))))
                    .toArray(Job.Image[]::new);

            var receipt = service.client().submit(escaped(job(id, CALLBACK, images)));

            assertThat(receipt.status()).as(receipt.text()).isEqualTo(202);
            var rejected = receipt.json()
                    .path("rejected")
                    .valueStream()
                    .map(image -> image.path("image_id").asString())
                    .toList();
            assertThat(ended(id))
                    .extracting(ImageResult::imageId)
                    .containsExactly(Stream.of(images).map(Job.Image::imageId).toArray(String[]::new));
            assertThat(ended(id))
                    .allSatisfy(image -> assertThat(image.code())
                            .contains(rejected.contains(image.imageId()) ? "invalid_url" : "connect_failed"));
        }
    }

    /// As JSON in ASCII. Half a surrogate pair has no bytes in UTF-8.
    private static byte[] escaped(Job job) {
        var json = new StringBuilder();
        ReportJson.mapper()
                .writeValueAsString(job)
                .chars()
                .forEach(c -> json.append(c < 128 ? "" + (char) c : "\\u%04x".formatted(c)));
        return json.toString().getBytes(UTF_8);
    }

    private static List<ImageResult> ended(String jobId) {
        return Await.until(
                () -> service.client().results(jobId).images(),
                images -> images.stream().noneMatch(image -> image.status() == Status.PENDING));
    }
}
