package dev.halftone.benchmarks.endtoend;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.halftone.benchmarks.harness.PeakMemory;
import dev.halftone.benchmarks.harness.Stopwatch;
import dev.halftone.benchmarks.harness.SyntheticCatalog;
import dev.halftone.benchmarks.harness.SyntheticCatalog.Layout;
import dev.halftone.engine.Engine;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.EngineSettings.Imaging;
import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.SubmissionService;
import dev.halftone.engine.SubmitResult.Accepted;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.processing.ImageJob;
import dev.halftone.engine.processing.ImageService;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Measures one catalogue size in its own process, so that the peak memory belongs to this size alone.
final class GrowthRun {
    /// Enough for the JVM to compile the hot code. Otherwise each row of a small catalogue would pay for that.
    private static final int WARM_UP_ROWS = 5_000;

    private static final Duration TIME_PER_IMAGE = Duration.ofMillis(1);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
    private static final String OWNER = "";

    private final Engine engine;
    private final SyntheticCatalog catalog;
    private final Path folder;

    GrowthRun(Engine engine, SyntheticCatalog syntheticCatalog, Path folder) {
        this.engine = engine;
        this.catalog = syntheticCatalog;
        this.folder = folder;
    }

    /// Measures, and prints the result as JSON in its last line.
    ///
    /// @param args the layout, the number of rows, and an empty folder
    public static void main(String[] args) throws IOException, InterruptedException {
        var layout = Layout.valueOf(args[0]);
        var folder = Path.of(args[2]);
        try (var engine = engine(folder)) {
            new GrowthRun(engine, catalog(layout, WARM_UP_ROWS), folder).measure();
            var run = new GrowthRun(engine, catalog(layout, Integer.parseInt(args[1])), folder);
            System.out.println(run.measure().toJson());
        }
    }

    /// Opens an engine with running workers that stores everything in this folder.
    static Engine engine(Path folder) {
        var engine = Engine.open(settings(folder), (_, _) -> new FakeImageService(TIME_PER_IMAGE));
        engine.startWorkers();
        return engine;
    }

    /// Creates a catalogue whose image URLs are never fetched.
    static SyntheticCatalog catalog(Layout layout, int rows) {
        return new SyntheticCatalog(
                layout, rows, SyntheticCatalog.DEFAULT_IMAGES_PER_ROW, image -> "http://127.0.0.1/" + image + ".jpg");
    }

    private static EngineSettings settings(Path folder) {
        return new EngineSettings(
                Locations.in(folder.resolve("data")),
                new PublicUrl("http://localhost"),
                new SubmissionService.Settings(
                        SubmissionService.Settings.DEFAULT_MAX_UPLOAD_BYTES, "http://localhost/processed_images/"),
                CatalogReader.Limits.defaults(),
                AddressPolicy.unrestricted(),
                FetchSettings.defaults(),
                RetryPolicy.defaults(),
                Imaging.defaults(),
                WorkerSettings.defaults(),
                Optional.empty());
    }

    /// Processes the catalogue, checks the output, and returns the measured times.
    Result measure() throws IOException, InterruptedException {
        var csv = catalog.write(folder.resolve("catalogue.csv"));
        var output = folder.resolve("output.csv");
        var stopwatch = new Stopwatch();
        var id = RequestId.random();
        var submitTiming = stopwatch.time(() -> submit(id, csv));
        var processingTiming = stopwatch.time(() -> awaitCompleted(id));
        var outputTiming = stopwatch.time(() -> writeOutput(id, output));
        new CsvOutputCheck(catalog).check(find(id), output);
        return new Result(
                catalog.rows(),
                submitTiming.wallTime(),
                submitTiming.wallTime().plus(processingTiming.wallTime()),
                submitTiming.cpuTime().plus(processingTiming.cpuTime()),
                outputTiming.wallTime(),
                PeakMemory.of(ProcessHandle.current().pid()));
    }

    private void submit(RequestId id, Path csv) throws IOException {
        try (var bytes = Files.newInputStream(csv)) {
            var options = new RequestOptions(Recipe.defaults(), Optional.empty());
            var submitResult = engine.submissions()
                    .submit(new SubmissionService.Submission(id, OWNER, bytes, options, Optional.empty()));
            if (!(submitResult instanceof Accepted)) throw new IllegalStateException("not accepted: " + submitResult);
        }
    }

    private void awaitCompleted(RequestId id) throws InterruptedException {
        while (find(id).times().finished().isEmpty()) Thread.sleep(POLL_INTERVAL);
    }

    private void writeOutput(RequestId id, Path output) throws IOException {
        try (var out = Files.newOutputStream(output)) {
            engine.requests().writeOutput(find(id), out);
        }
    }

    private Request find(RequestId id) {
        return engine.requests().find(OWNER, id).orElseThrow();
    }

    /// Checks the request and the output CSV against the catalogue.
    record CsvOutputCheck(SyntheticCatalog syntheticCatalog) {

        /// Checks that every image succeeded, and that every row is in the output, in order, with a new URL for
        /// each of its images.
        void check(Request request, Path output) throws IOException {
            if (request.counts().succeeded() != syntheticCatalog.images())
                throw new IllegalStateException(
                        request.counts() + " instead of " + syntheticCatalog.images() + " images");
            var row = 0;
            try (var rows = CsvReader.builder().ofNamedCsvRecord(output)) {
                for (var outputRow : rows) check(outputRow, row++);
            }
            if (row != syntheticCatalog.rows())
                throw new IllegalStateException(row + " rows instead of " + syntheticCatalog.rows());
        }

        private void check(NamedCsvRecord outputRow, int row) {
            var isStandard = syntheticCatalog.layout() == Layout.STANDARD;
            var urls = isStandard
                    ? List.of(outputRow.getField("Output Image URLs").split(",", -1))
                    : List.of(outputRow.getField("Image Src"), outputRow.getField("Variant Image"));
            var isComplete = urls.size() == syntheticCatalog.imagesPerRow()
                    && urls.stream().allMatch(url -> url.contains("/processed_images/"));
            var id = outputRow.getField(isStandard ? "Serial Number" : "Handle");
            if (!isComplete || !id.equals(SyntheticCatalog.id(row)))
                throw new IllegalStateException("row " + row + " of the output is wrong: " + outputRow);
        }
    }

    /// Sleeps for a fixed time and reports success, without an image.
    record FakeImageService(Duration time) implements ImageService.Synchronous {

        @Override
        public Outcome process(ImageJob job) throws InterruptedException {
            Thread.sleep(time);
            var name = ImageFileName.of(job.request(), job.image(), ImageFormat.JPEG);
            return new Outcome.Succeeded(name.text(), 250_000, 90_000, 1200, 840);
        }
    }

    /// The result for one size. It passes between processes as a line of JSON.
    ///
    /// @param accepted from the first byte of the CSV until the request was stored
    /// @param done from the first byte of the CSV until the last image had ended
    /// @param processor processor time of all cores until then
    /// @param output the time to write the whole output CSV
    /// @param memory peak memory of the process
    record Result(int rows, Duration accepted, Duration done, Duration processor, Duration output, PeakMemory memory) {
        private static final JsonMapper JSON = new JsonMapper();

        static Result fromJson(String line) {
            return JSON.readValue(line, Result.class);
        }

        String toJson() {
            return JSON.writeValueAsString(this);
        }

        Stopwatch.Timing perRow() {
            return new Stopwatch.Timing(done.dividedBy(rows), processor.dividedBy(rows));
        }

        double outputRowsPerSecond() {
            return rows * 1e9 / output.toNanos();
        }
    }
}
