package dev.halftone.app.cli;

import dev.halftone.app.cli.FolderJob.StartResult;
import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.request.RequestOptions;
import java.io.IOException;

/// Runs the job of a folder to its end.
///
/// @param keepsOld whether images of earlier jobs stay
record JobRunner(CliEnvironment cliEnvironment, FolderJob.OutputFolder folder, RunPrinter printer, boolean keepsOld) {

    /// Returns the exit code.
    int run(CsvFile.LocalFile csv, RequestOptions options, EngineSettings settings) throws IOException {
        try (var shutdown = GracefulShutdown.forCurrentCommand(
                        cliEnvironment.err(), "Stopping; run the same command again to resume.");
                var job = FolderJob.open(folder, settings, cliEnvironment.codecFactory())) {
            return switch (job.start(csv.path(), options)) {
                case StartResult.Started _ -> finish(job, shutdown);
                case StartResult.OtherJobUnfinished() ->
                    failed(folder.path() + " has an unfinished job of another CSV or of other options;"
                            + " finish it first, or choose another folder");
                case StartResult.InvalidCsv(var violations) -> {
                    new CsvFile.Diagnostics(csv.shown(), cliEnvironment).print(violations);
                    yield Cli.ExitCode.INVALID_CSV;
                }
                case StartResult.NotStored(var message) -> failed(message);
            };
        } catch (InterruptedException e) {
            // The user was told when it began.
            Thread.currentThread().interrupt();
            return Cli.ExitCode.FAILED;
        }
    }

    /// Old images are removed last: a crash before must not leave an output.csv that names them.
    private int finish(FolderJob job, GracefulShutdown shutdown) throws IOException, InterruptedException {
        var display = printer.progress(job);
        shutdown.beforeMessage(display::interrupt);
        var request = new ProgressWatcher(display, job.requests()::waiting).awaitEnd(job::reload);
        job.writeOutput();
        var removed = keepsOld ? 0 : job.removeOldImages();
        printer.end(job, new RunPrinter.Ended(request, removed));
        return request.counts().failed() == 0 ? Cli.ExitCode.SUCCEEDED : Cli.ExitCode.SOME_IMAGES_FAILED;
    }

    private int failed(String complaint) {
        cliEnvironment.err().println(ControlCharacters.escape("halftone: " + complaint));
        return Cli.ExitCode.FAILED;
    }
}
