package dev.halftone.bench.growth;

import dev.halftone.bench.stage.PeakMemory;
import dev.halftone.bench.stage.Stopwatch;
import dev.halftone.bench.table.Table;
import dev.halftone.engine.Engine;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.EngineSettings.Imaging;
import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.SubmitResult.Accepted;
import dev.halftone.engine.UploadService;
import dev.halftone.engine.catalog.CatalogLimits;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.task.RetryPolicy;
import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.imaging.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// One size, in a process of its own: an engine works a table off, and its memory at the end is that of this size.
final class GrowthRun {
    /// Enough for the JVM to have compiled what is hot: a small table would pay for that with every row.
    private static final int WARM_UP_ROWS = 5_000;

    private static final Duration AN_IMAGE = Duration.ofMillis(1);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final String OWNER = "";

    private final Engine engine;
    private final Table table;
    private final Path folder;

    GrowthRun(Engine engine, Table table, Path folder) {
        this.engine = engine;
        this.table = table;
        this.folder = folder;
    }

    /// Measures, and says what it was as its last line.
    ///
    /// @param args the number of rows, and an empty folder
    public static void main(String[] args) throws IOException, InterruptedException {
        var folder = Path.of(args[1]);
        try (var engine = engine(folder)) {
            new GrowthRun(engine, table(WARM_UP_ROWS), folder).measured();
            var run = new GrowthRun(engine, table(Integer.parseInt(args[0])), folder);
            System.out.println(run.measured().line());
        }
    }

    /// One at work, all that it keeps in that folder.
    static Engine engine(Path folder) {
        var engine = Engine.open(settings(folder), (_, _) -> new PretendedService(AN_IMAGE));
        engine.startWorkers();
        return engine;
    }

    /// Of images that nobody ever asks for.
    static Table table(int rows) {
        return new Table(rows, Table.USUAL_IMAGES_A_ROW, image -> "http://127.0.0.1/" + image + ".jpg");
    }

    private static EngineSettings settings(Path folder) {
        return new EngineSettings(
                Locations.in(folder.resolve("data")),
                new PublicUrl("http://localhost"),
                new UploadService.Settings(
                        UploadService.Settings.DEFAULT_MAX_UPLOAD_BYTES, "http://localhost/processed_images/"),
                CatalogLimits.defaults(),
                AddressPolicy.unrestricted(),
                FetchSettings.defaults(),
                RetryPolicy.defaults(),
                Imaging.defaults(),
                WorkerSettings.defaults(),
                Optional.empty());
    }

    /// Works the table off, checks what came of it, and tells what that took.
    Measured measured() throws IOException, InterruptedException {
        var csv = table.write(folder.resolve("catalogue.csv"));
        var output = folder.resolve("output.csv");
        var watch = new Stopwatch();
        var id = RequestId.random();
        var reception = watch.time(() -> receive(id, csv));
        var work = watch.time(() -> awaitEnd(id));
        var writing = watch.time(() -> write(id, output));
        new Verdict(table).check(find(id), output);
        return new Measured(
                table.rows(),
                reception.time(),
                reception.time().plus(work.time()),
                reception.processor().plus(work.processor()),
                writing.time(),
                PeakMemory.of(ProcessHandle.current().pid()));
    }

    private void receive(RequestId id, Path csv) throws IOException {
        try (var bytes = Files.newInputStream(csv)) {
            var options = new RequestOptions(Recipe.defaults(), Optional.empty());
            var submitResult =
                    engine.uploads().submit(new UploadService.Submission(id, OWNER, bytes, options, Optional.empty()));
            if (!(submitResult instanceof Accepted)) throw new IllegalStateException("not accepted: " + submitResult);
        }
    }

    private void awaitEnd(RequestId id) throws InterruptedException {
        while (find(id).times().finished().isEmpty()) Thread.sleep(PAUSE);
    }

    private void write(RequestId id, Path output) throws IOException {
        try (var out = Files.newOutputStream(output)) {
            engine.requests().writeOutput(find(id), out);
        }
    }

    private Request find(RequestId id) {
        return engine.requests().find(OWNER, id).orElseThrow();
    }
}
