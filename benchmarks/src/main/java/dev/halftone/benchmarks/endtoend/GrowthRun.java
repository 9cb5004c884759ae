package dev.halftone.benchmarks.endtoend;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.halftone.benchmarks.harness.PeakMemory;
import dev.halftone.benchmarks.harness.Stopwatch;
import dev.halftone.benchmarks.harness.SyntheticCatalog;
import dev.halftone.engine.Engine;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.EngineSettings.Imaging;
import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.SubmitResult.Accepted;
import dev.halftone.engine.RequestService;
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
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// One size, in a process of its own: an engine works a table off, and its memory at the end is that of this size.
final class GrowthRun {
    /// Enough for the JVM to have compiled what is hot: a small table would pay for that with every row.
    private static final int WARM_UP_ROWS = 5_000;

    private static final Duration TIME_PER_IMAGE = Duration.ofMillis(1);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final String OWNER = "";

    private final Engine engine;
    private final SyntheticCatalog catalog;
    private final Path folder;

    GrowthRun(Engine engine, SyntheticCatalog syntheticCatalog, Path folder) {
        this.engine = engine;
        this.catalog = syntheticCatalog;
        this.folder = folder;
    }

    /// Measures, and says what it was as its last line.
    ///
    /// @param args the number of rows, and an empty folder
    public static void main(String[] args) throws IOException, InterruptedException {
        var folder = Path.of(args[1]);
        try (var engine = engine(folder)) {
            new GrowthRun(engine, catalog(WARM_UP_ROWS), folder).measure();
            var run = new GrowthRun(engine, catalog(Integer.parseInt(args[0])), folder);
            System.out.println(run.measure().toJson());
        }
    }

    /// One at work, all that it keeps in that folder.
    static Engine engine(Path folder) {
        var engine = Engine.open(settings(folder), (_, _) -> new FakeImageService(TIME_PER_IMAGE));
        engine.startWorkers();
        return engine;
    }

    /// Of images that nobody ever asks for.
    static SyntheticCatalog catalog(int rows) {
        return new SyntheticCatalog(
                rows, SyntheticCatalog.DEFAULT_IMAGES_PER_ROW, image -> "http://127.0.0.1/" + image + ".jpg");
    }

    private static EngineSettings settings(Path folder) {
        return new EngineSettings(
                Locations.in(folder.resolve("data")),
                new PublicUrl("http://localhost"),
                new RequestService.Settings(
                        RequestService.Settings.DEFAULT_MAX_UPLOAD_BYTES, "http://localhost/processed_images/"),
                CatalogReader.Limits.defaults(),
                AddressPolicy.unrestricted(),
                FetchSettings.defaults(),
                RetryPolicy.defaults(),
                Imaging.defaults(),
                WorkerSettings.defaults(),
                Optional.empty());
    }

    /// Works the table off, checks what came of it, and tells what that took.
    Result measure() throws IOException, InterruptedException {
        var csv = catalog.write(folder.resolve("catalogue.csv"));
        var output = folder.resolve("output.csv");
        var watch = new Stopwatch();
        var id = RequestId.random();
        var reception = watch.time(() -> submit(id, csv));
        var work = watch.time(() -> awaitCompleted(id));
        var writing = watch.time(() -> writeOutput(id, output));
        new CsvOutputCheck(catalog).check(find(id), output);
        return new Result(
                catalog.rows(),
                reception.wallTime(),
                reception.wallTime().plus(work.wallTime()),
                reception.cpuTime().plus(work.cpuTime()),
                writing.wallTime(),
                PeakMemory.of(ProcessHandle.current().pid()));
    }

    private void submit(RequestId id, Path csv) throws IOException {
        try (var bytes = Files.newInputStream(csv)) {
            var options = new RequestOptions(Recipe.defaults(), Optional.empty());
            var submitResult =
                    engine.requests().submit(new RequestService.Submission(id, OWNER, bytes, options, Optional.empty()));
            if (!(submitResult instanceof Accepted)) throw new IllegalStateException("not accepted: " + submitResult);
        }
    }

    private void awaitCompleted(RequestId id) throws InterruptedException {
        while (find(id).times().finished().isEmpty()) Thread.sleep(PAUSE);
    }

    private void writeOutput(RequestId id, Path output) throws IOException {
        try (var out = Files.newOutputStream(output)) {
            engine.requests().writeOutput(find(id), out);
        }
    }

    private Request find(RequestId id) {
        return engine.requests().find(OWNER, id).orElseThrow();
    }

    /// What came of a table.
    record CsvOutputCheck(SyntheticCatalog syntheticCatalog) {

        /// Every image has ended well, and every row has come out, in order, with a new URL for each of its
        /// images.
        void check(Request request, Path output) throws IOException {
            if (request.counts().succeeded() != syntheticCatalog.images())
                throw new IllegalStateException(
                        request.counts() + " instead of " + syntheticCatalog.images() + " images");
            var row = 0;
            try (var rows = CsvReader.builder().ofNamedCsvRecord(output)) {
                for (var next : rows) check(next, row++);
            }
            if (row != syntheticCatalog.rows())
                throw new IllegalStateException(row + " rows instead of " + syntheticCatalog.rows());
        }

        private void check(NamedCsvRecord found, int row) {
            var urls = found.getField("Output Image URLs").split(",", -1);
            var isWhole = urls.length == syntheticCatalog.imagesPerRow()
                    && Stream.of(urls).noneMatch(String::isEmpty);
            if (!isWhole || !found.getField("Serial Number").equals(Integer.toString(1001 + row)))
                throw new IllegalStateException("row " + row + " has come out as " + found);
        }
    }

    /// Takes a moment for an image, and says that it is done: there is none.
    record FakeImageService(Duration time) implements ImageService {

        @Override
        public Outcome process(ImageJob job) throws InterruptedException {
            Thread.sleep(time);
            var name = ImageFileName.of(job.request(), job.image(), ImageFormat.JPEG);
            return new Outcome.Succeeded(name.text(), 250_000, 90_000, 1200, 840);
        }
    }

    /// What one size has taken. It goes from process to process as a line of JSON.
    ///
    /// @param accepted from the first byte of the CSV until the request was kept
    /// @param done until its last image had ended
    /// @param processor of all cores, meanwhile
    /// @param output from the end until the whole output CSV was written
    /// @param memory at its highest, at any time
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
