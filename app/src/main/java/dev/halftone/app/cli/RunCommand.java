package dev.halftone.app.cli;

import dev.halftone.app.config.EngineConfig;
import dev.halftone.app.config.InvalidSettingException;
import dev.halftone.app.config.LocalLayoutOptions;
import dev.halftone.app.config.RecipeOptions;
import dev.halftone.engine.EngineSettings;
import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.SubmissionService;
import dev.halftone.engine.catalog.CatalogCheck.Accepted;
import dev.halftone.engine.catalog.CatalogCheck.Rejected;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.limit.Tenancy;
import dev.halftone.engine.request.PublicUrl;
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
            "65:the CSV is invalid; the violations are on standard error",
            "130:Ctrl-C; run it again, and it resumes"
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
    private LocalLayoutOptions layout = new LocalLayoutOptions();

    @Option(
            names = "--json",
            description = "Print one JSON object a line on standard output: progress, images and a summary.")
    private boolean isJson;

    @Option(names = "--quiet", description = "Print problems only, on standard error.")
    private boolean isQuiet;

    @Option(
            names = "--max-listed",
            paramLabel = "N",
            defaultValue = "100",
            description = "Maximum failed images listed on standard error; DIR/failed.csv has all"
                    + " (default: ${DEFAULT-VALUE}).")
    private int maxListed;

    @Option(names = "--keep-old", description = "Keep images of earlier jobs in DIR that output.csv no longer names.")
    private boolean keepsOld;

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
        if (maxListed < 0) throw new InvalidSettingException("max-listed must be at least 0, not " + maxListed);
        var folder = new FolderJob.OutputFolder(out);
        folder.requireFolder();
        var settings = engineConfig.settings(commandSettings(folder), engineConfig.addresses());
        var options = new RequestOptions(recipe.recipe(), Optional.empty(), cacheUse, layout.catalog());
        try (var csv = file.open(cliEnvironment.in(), settings.fetch(), settings.addresses())) {
            return run(csv, options.withCatalog(options.catalog().withCharset(csv.charset())), settings);
        }
    }

    private int run(CsvFile.LocalFile csv, RequestOptions options, EngineSettings settings) throws IOException {
        var findings = new CsvFile.Diagnostics(csv.shown(), cliEnvironment);
        return switch (new CatalogReader(engineConfig.catalog(), layout.imageFolder())
                .check(csv.path(), options.catalog())) {
            case Rejected(var violations, var _) -> {
                findings.print(violations);
                yield Cli.ExitCode.INVALID_CSV;
            }
            case Accepted accepted -> {
                findings.print(accepted.warnings());
                yield new JobRunner(cliEnvironment, new FolderJob.OutputFolder(out), printer(), keepsOld)
                        .run(csv, options, settings);
            }
        };
    }

    private RunPrinter printer() {
        return isJson ? new RunEvents(cliEnvironment.out()) : new RunText(cliEnvironment, isQuiet, maxListed);
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
}
