package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.JobSubmitResult.IdReused;
import dev.halftone.engine.JobSubmitResult.Taken;
import dev.halftone.engine.JobSubmitResult.TooManyImages;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.imageservice.Job;
import dev.halftone.engine.imageservice.JobReceipt.Rejection;
import dev.halftone.engine.imageservice.JobResults.ImageResult;
import dev.halftone.engine.isolation.CodecFactory;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.storage.StorageLocation;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.imaging.Recipe;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs in the database. No worker runs, so every image stays pending.
abstract class JobServiceContract {
    private static final int MAX_IMAGES = 10;
    private static final int SUBMISSIONS = 12;

    @TempDir
    private Path folder;

    private Engine engine;
    private JobService jobs;

    abstract String database(Path folder);

    @BeforeEach
    void open() {
        engine = Engine.openForJobs(
                new EngineSettings(
                        new EngineSettings.Locations(
                                folder,
                                new StorageLocation.Folder(folder.resolve("images")),
                                Optional.of(database(folder))),
                        new PublicUrl("http://service.test"),
                        new SubmissionService.Settings(1, ""),
                        CatalogReader.Limits.defaults(),
                        AddressPolicy.unrestricted(),
                        FetchSettings.defaults(),
                        RetryPolicy.defaults(),
                        EngineSettings.Imaging.defaults(),
                        WorkerSettings.defaults(),
                        Optional.empty()),
                CodecFactory.defaults());
        jobs = engine.jobs(new JobService.Limits(MAX_IMAGES, MAX_IMAGES));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void takesAJobOnceHoweverOftenItComesAtTheSameTime() throws InterruptedException {
        var job = job("once", recipe -> image("i" + recipe, recipe), 5);

        var results = atTheSameTime(_ -> submit(job));

        assertThat(results).hasSize(SUBMISSIONS).allMatch(Taken.class::isInstance);
        assertThat(engine.requests().newestFirst("once", Long.MAX_VALUE, 100)).hasSize(5);
    }

    @Test
    void takesOneOfDifferentJobsOfTheSameId() throws InterruptedException {
        var results = atTheSameTime(number -> submit(job("same", image -> image(number + "-" + image, number), 2)));

        assertThat(results).filteredOn(Taken.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(IdReused.class::isInstance).hasSize(SUBMISSIONS - 1);
        assertThat(jobs.results("same").orElseThrow().images()).hasSize(2);
    }

    @Test
    void takesNoMoreImagesAtTheSameTimeThanItMayHave() throws InterruptedException {
        var results = atTheSameTime(number -> submit(job("job" + number, image -> image("i" + image, 0), 3)));

        assertThat(results).filteredOn(Taken.class::isInstance).hasSize(3);
        assertThat(results).filteredOn(TooManyImages.class::isInstance).hasSize(SUBMISSIONS - 3);
    }

    @Test
    void deletedJobsLeaveTheirRoomAndTheirIdToOthers() {
        submit(job("first", image -> image("i" + image, image), MAX_IMAGES));

        jobs.delete("first");

        assertThat(jobs.results("first")).isEmpty();
        assertThat(submit(job("first", image -> image("j" + image, 0), MAX_IMAGES)))
                .isInstanceOf(Taken.class);
        assertThat(jobs.results("first").orElseThrow().images())
                .extracting(ImageResult::imageId)
                .startsWith("j0", "j1");
    }

    @Test
    void keepsUrlsWithCharactersThatADatabaseCannotStore() {
        var urls =
                List.of("http://a.test/\0", "http://a.test/\ud800", "http://a.test/\udc00\ud800", "http://a.test/😀");
        var job = job("odd", image -> new Job.Image("i" + image, urls.get(image), Recipe.defaults()), 4);

        var result = submit(job);

        assertThat(result).isInstanceOf(Taken.class);
        assertThat(((Taken) result).receipt().rejected())
                .extracting(Rejection::imageId)
                .containsExactly("i0", "i1", "i2");
        assertThat(jobs.results("odd").orElseThrow().images())
                .containsExactlyElementsOf(Stream.of("i0", "i1", "i2", "i3")
                        .map(ImageResult::pending)
                        .toList());
    }

    private JobSubmitResult submit(Job job) {
        return jobs.submit(job, "http://service.test/processed_images/");
    }

    private static Job job(String id, IntFunction<Job.Image> image, int images) {
        return new Job(
                id,
                "http://client.test/v1/callbacks/images",
                Instant.EPOCH,
                IntStream.range(0, images).mapToObj(image).toList());
    }

    /// @param variant decides the recipe
    private static Job.Image image(String id, int variant) {
        return new Job.Image(id, "http://a.test/" + id, new Recipe(50, variant, 0, Recipe.OutputFormat.KEEP));
    }

    private static List<JobSubmitResult> atTheSameTime(IntFunction<JobSubmitResult> submission)
            throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var submissions = IntStream.range(0, SUBMISSIONS)
                    .<Callable<JobSubmitResult>>mapToObj(number -> () -> submission.apply(number))
                    .toList();
            return threads.invokeAll(submissions).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }
}
