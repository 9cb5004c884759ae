package dev.halftone.app.cli;

import dev.halftone.app.job.Begun;
import dev.halftone.app.job.FolderJob;
import dev.halftone.app.job.OutputFolder;
import dev.halftone.app.progress.ProgressDisplay;
import dev.halftone.app.setting.ByteSize;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestOptions;
import java.io.IOException;
import java.nio.file.Path;

/// Runs the job of a folder to its end, and tells on the way how it goes.
final class JobRun {
    private static final int FAILURES_LISTED = 100;

    private final Surroundings surroundings;
    private final OutputFolder folder;

    JobRun(Surroundings surroundings, OutputFolder folder) {
        this.surroundings = surroundings;
        this.folder = folder;
    }

    /// The exit code, when all is done or nothing can be.
    int run(Path csv, RequestOptions options, EngineSettings settings) throws IOException {
        try (var _ = OrderlyEnd.ofThisCommand()) {
            return untilStopped(csv, options, settings);
        }
    }

    private int untilStopped(Path csv, RequestOptions options, EngineSettings settings) throws IOException {
        try (var job = FolderJob.open(folder, settings, surroundings.codecFactory())) {
            return switch (job.begin(csv, options)) {
                case Begun.Underway(var request) -> finish(job, request);
                case Begun.OtherJob() ->
                    failed(folder.path() + " has the unfinished job of another CSV or of other options;"
                            + " finish that first, or choose another folder");
                case Begun.InvalidCsv(var violations) -> {
                    new CsvFindings(csv, surroundings.err()).print(violations);
                    yield ExitCode.INVALID_CSV;
                }
                case Begun.NotKept(var message) -> failed(message);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("stopped; the same command goes on from here");
        }
    }

    private int finish(FolderJob job, Request begun) throws IOException, InterruptedException {
        var display =
                ProgressDisplay.on(surroundings.err(), surroundings.screen().columns());
        var ended = new ProgressWatch(display).untilEnd(() -> job.look(begun));
        job.writeOutput(ended);
        listFailures(job, ended);
        summarize(ended.counts());
        return ended.counts().failed() == 0 ? ExitCode.SUCCEEDED : ExitCode.SOME_IMAGES_FAILED;
    }

    private void listFailures(FolderJob job, Request ended) {
        for (var image : job.failedImages(ended).first(FAILURES_LISTED)) {
            var line = "%s: %s: %s: %s".formatted(image.serialNumber(), image.url(), image.code(), image.message());
            surroundings.err().println(Printable.text(line));
        }
        var rest = ended.counts().failed() - FAILURES_LISTED;
        if (rest > 0) surroundings.err().println("failed images that are not listed: " + rest);
    }

    private void summarize(Request.Counts counts) {
        var out = surroundings.out();
        out.printf("%d images succeeded, %d failed%n", counts.succeeded(), counts.failed());
        if (counts.reused() > 0) out.printf("%d of them had not changed since an earlier run%n", counts.reused());
        out.printf("%s became %s%n", new ByteSize(counts.bytesIn()), new ByteSize(counts.bytesOut()));
        out.println("CSV:    " + folder.csv());
        out.println("images: " + folder.images());
    }

    private int failed(String complaint) {
        surroundings.err().println("halftone: " + complaint);
        return ExitCode.FAILED;
    }
}
