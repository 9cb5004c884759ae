package dev.halftone.app.cli;

import dev.halftone.app.config.ByteSize;
import dev.halftone.app.config.EngineConfig;
import dev.halftone.app.config.LayoutOptions;
import dev.halftone.app.config.RecipeOptions;
import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.SubmissionService;
import dev.halftone.engine.catalog.CatalogCheck.Accepted;
import dev.halftone.engine.catalog.CatalogCheck.Rejected;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.limit.Tenancy;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.storage.StorageLocation;
import dev.halftone.engine.task.WorkerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.VersionProvider.class,
        abbreviateSynopsis = true,
        customSynopsis = "halftone run FILE --out DIR [OPTIONS]",
        description = {
            "Processes a CSV into a folder, without a server: DIR/output.csv and DIR/images.",
            "Run it again after an interruption, and it resumes. Run it again after it has finished, and it retries"
                    + " the failed images. With another CSV, it processes only what is new or has changed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every image succeeded",
            "1:it could not run",
            "2:it finished, but some images failed",
            "3:it ran out of memory; run it again, and it resumes",
            "64:wrong usage",
            "65:the CSV is invalid; the violations are on standard error"
        })
final class RunCommand implements Callable<Integer> {
    /// Unfinished work is done again by the next run.
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final CliEnvironment cliEnvironment;

    @Mixin
    private CsvFile file = new CsvFile();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for the results.")
    private Path out;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Public URL of DIR; output URLs are then URL/images/NAME"
                    + " (default: images/NAME, relative to output.csv).")
    private Optional<String> publicUrl = Optional.empty();

    @ArgGroup(validate = false, heading = "%nImage processing:%n")
    private RecipeOptions recipe = new RecipeOptions();

    @ArgGroup(validate = false, heading = "%nCatalogue file:%n")
    private LayoutOptions layout = new LayoutOptions();

    @Option(
            names = "--cache",
            paramLabel = "use|none",
            defaultValue = "use",
            description = "Whether to reuse earlier results in DIR if the source has not changed"
                    + " (default: ${DEFAULT-VALUE}).")
    private RequestOptions.CacheUse cacheUse = RequestOptions.CacheUse.USE;

    @Mixin
    private EngineConfig engineConfig = new EngineConfig();

    RunCommand(CliEnvironment cliEnvironment) {
        this.cliEnvironment = cliEnvironment;
    }

    /// Checks the CSV before creating anything, so that a rejected one leaves no files.
    @Override
    public Integer call() throws IOException {
        var settings =
                engineConfig.settings(commandSettings(new FolderJob.OutputFolder(out)), engineConfig.addresses());
        var options = new RequestOptions(recipe.recipe(), Optional.empty(), cacheUse, layout.catalog());
        try (var csv = file.open(cliEnvironment.in(), settings.fetch(), settings.addresses())) {
            return run(csv, options.withCatalog(options.catalog().withCharset(csv.charset())), settings);
        }
    }

    private int run(CsvFile.LocalFile csv, RequestOptions options, EngineSettings settings) throws IOException {
        var findings = new CsvFile.Diagnostics(csv.shown(), cliEnvironment.err());
        return switch (new CatalogReader(engineConfig.catalog(), layout.imageFolder())
                .check(csv.path(), options.catalog())) {
            case Rejected(var violations, var _) -> {
                findings.print(violations);
                yield Cli.ExitCode.INVALID_CSV;
            }
            case Accepted accepted -> {
                findings.print(accepted.warnings());
                yield new JobRunner(cliEnvironment, new FolderJob.OutputFolder(out)).run(csv, options, settings);
            }
        };
    }

    private EngineConfig.CommandSettings commandSettings(FolderJob.OutputFolder folder) {
        return new EngineConfig.CommandSettings(
                Tenancy.SINGLE,
                layout.imageFolder(),
                new Locations(folder.state(), new StorageLocation.Folder(folder.images()), Optional.empty()),
                new PublicUrl(publicUrl.orElse("")),
                new SubmissionService.Settings(Long.MAX_VALUE, imageBaseUrl()),
                WorkerSettings.defaults().withShutdown(STOP_TIMEOUT),
                Optional.empty());
    }

    private String imageBaseUrl() {
        return publicUrl.map(url -> new PublicUrl(url).base() + "/").orElse("") + "images/";
    }

    /// Runs a job to its end and shows its progress.
    static final class JobRunner {
        private static final int FAILURES_LISTED = 100;

        private final CliEnvironment cliEnvironment;
        private final FolderJob.OutputFolder folder;

        JobRunner(CliEnvironment cliEnvironment, FolderJob.OutputFolder folder) {
            this.cliEnvironment = cliEnvironment;
            this.folder = folder;
        }

        /// Returns the exit code.
        int run(CsvFile.LocalFile csv, RequestOptions options, EngineSettings settings) throws IOException {
            try (var _ = GracefulShutdown.forCurrentCommand()) {
                return runJob(csv, options, settings);
            }
        }

        private int runJob(CsvFile.LocalFile csv, RequestOptions options, EngineSettings settings) throws IOException {
            try (var job = FolderJob.open(folder, settings, cliEnvironment.codecFactory())) {
                return switch (job.start(csv.path(), options)) {
                    case FolderJob.StartResult.Started(var request) -> finish(job, request);
                    case FolderJob.StartResult.OtherJobUnfinished() ->
                        failed(folder.path() + " has an unfinished job of another CSV or of other options;"
                                + " finish it first, or choose another folder");
                    case FolderJob.StartResult.InvalidCsv(var violations) -> {
                        new CsvFile.Diagnostics(csv.shown(), cliEnvironment.err()).print(violations);
                        yield Cli.ExitCode.INVALID_CSV;
                    }
                    case FolderJob.StartResult.NotStored(var message) -> failed(message);
                };
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return failed("stopped; run the same command again to resume");
            }
        }

        private int finish(FolderJob job, Request begun) throws IOException, InterruptedException {
            var display = ProgressDisplay.on(
                    cliEnvironment.err(), cliEnvironment.terminal().columns());
            var ended = new ProgressWatcher(display).awaitEnd(() -> job.reload(begun));
            job.writeOutput(ended);
            listFailures(job, ended);
            summarize(ended.counts());
            return ended.counts().failed() == 0 ? Cli.ExitCode.SUCCEEDED : Cli.ExitCode.SOME_IMAGES_FAILED;
        }

        private void listFailures(FolderJob job, Request ended) {
            for (var image : job.failedImages(ended).first(FAILURES_LISTED)) {
                var line = "%s: %s: %s: %s".formatted(image.serialNumber(), image.url(), image.code(), image.message());
                cliEnvironment.err().println(ControlCharacters.escape(line));
            }
            var rest = ended.counts().failed() - FAILURES_LISTED;
            if (rest > 0) cliEnvironment.err().println("failed images not listed: " + rest);
        }

        private void summarize(Request.Counts counts) {
            var out = cliEnvironment.out();
            out.printf("%d images succeeded, %d failed%n", counts.succeeded(), counts.failed());
            if (counts.reused() > 0) out.printf("%d of them unchanged since an earlier run%n", counts.reused());
            out.printf("%s became %s%n", new ByteSize(counts.bytesIn()), new ByteSize(counts.bytesOut()));
            out.println(ControlCharacters.escape("CSV:    " + folder.csv()));
            out.println(ControlCharacters.escape("images: " + folder.images()));
        }

        private int failed(String complaint) {
            cliEnvironment.err().println(ControlCharacters.escape("halftone: " + complaint));
            return Cli.ExitCode.FAILED;
        }
    }
}
