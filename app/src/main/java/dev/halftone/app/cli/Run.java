package dev.halftone.app.cli;

import dev.halftone.app.job.OutputFolder;
import dev.halftone.app.setting.Premises;
import dev.halftone.app.setting.RecipeOptions;
import dev.halftone.app.setting.WorkshopOptions;
import dev.halftone.engine.EngineSettings.Locations;
import dev.halftone.engine.UploadService;
import dev.halftone.engine.catalog.CatalogCheck.Accepted;
import dev.halftone.engine.catalog.CatalogCheck.Rejected;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.RequestOptions;
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
        versionProvider = Version.class,
        abbreviateSynopsis = true,
        customSynopsis = "halftone run FILE.csv --out DIR [OPTIONS]",
        description = {
            "Works a CSV off into a folder, with no server: DIR/output.csv and DIR/images.",
            "Run again after it was broken off, it goes on where it stopped. Run again after its end, it tries"
                    + " the failed images once more; with another CSV, it does only what is new or has changed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every image succeeded",
            "1:it could not run",
            "2:it ran to its end, but some images failed",
            "64:wrong usage",
            "65:the CSV is invalid; every violation is named on standard error"
        })
final class Run implements Callable<Integer> {
    /// What is not done by then is done again by the next run.
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(2);

    private static final Duration FOR_EVER = Duration.ZERO;

    private final Surroundings surroundings;

    @Mixin
    private CsvFile file = new CsvFile();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder for the results.")
    private Path out;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Where DIR will be reached; output URLs are then URL/images/NAME"
                    + " (default: images/NAME, which is relative to output.csv).")
    private Optional<String> publicUrl = Optional.empty();

    @ArgGroup(validate = false, heading = "%nWhat is done to the images:%n")
    private RecipeOptions recipe = new RecipeOptions();

    @Option(
            names = "--cache",
            paramLabel = "use|none",
            defaultValue = "use",
            description = "Whether earlier results in DIR are used again where the source has not changed"
                    + " (default: ${DEFAULT-VALUE}).")
    private RequestOptions.CacheUse cacheUse = RequestOptions.CacheUse.USE;

    @Mixin
    private WorkshopOptions workshop = new WorkshopOptions();

    Run(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// Checks the CSV before anything is made, so that a refused one leaves no trace.
    @Override
    public Integer call() throws IOException {
        var csv = file.path();
        var settings = workshop.settings(premises(new OutputFolder(out)), workshop.addresses());
        var findings = new CsvFindings(csv, surroundings.err());
        return switch (new CatalogReader(workshop.intake()).check(csv)) {
            case Rejected(var violations) -> {
                findings.print(violations);
                yield ExitCode.INVALID_CSV;
            }
            case Accepted accepted -> {
                findings.print(accepted.warnings());
                yield new JobRun(surroundings, new OutputFolder(out)).run(csv, options(), settings);
            }
        };
    }

    private RequestOptions options() {
        return new RequestOptions(recipe.recipe(), Optional.empty(), cacheUse);
    }

    private Premises premises(OutputFolder folder) {
        return new Premises(
                new Locations(folder.state(), folder.images(), Optional.empty()),
                new PublicUrl(publicUrl.orElse("")),
                new UploadService.Settings(Long.MAX_VALUE, imageBaseUrl()),
                WorkerSettings.defaults().withRetention(FOR_EVER).withShutdown(PATIENCE_AT_THE_END),
                Optional.empty());
    }

    private String imageBaseUrl() {
        return publicUrl.map(url -> new PublicUrl(url).base() + "/").orElse("") + "images/";
    }
}
