package dev.halftone.app.cli;

import dev.halftone.app.config.AddressOptions;
import dev.halftone.app.config.EngineConfig;
import dev.halftone.app.config.LocalLayoutOptions;
import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.catalog.CatalogCheck.Accepted;
import dev.halftone.engine.catalog.CatalogCheck.Rejected;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.report.ReportJson;
import dev.halftone.engine.report.ValidationReport;
import dev.halftone.engine.request.CatalogOptions.Layout;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.VersionProvider.class,
        abbreviateSynopsis = true,
        description = "Checks a CSV, and does nothing else.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the CSV is valid",
            "1:it could not be read",
            "64:wrong usage",
            "65:the CSV is invalid; the violations are on standard error"
        })
final class ValidateCommand implements Callable<Integer> {
    private final CliEnvironment cliEnvironment;

    @Mixin
    private CsvFile file = new CsvFile();

    @ArgGroup(validate = false, heading = "%nLimits of a CSV:%n")
    private EngineConfig.CatalogOptions intake = new EngineConfig.CatalogOptions();

    @ArgGroup(validate = false, heading = "%nCatalogue file:%n")
    private LocalLayoutOptions layout = new LocalLayoutOptions();

    @ArgGroup(validate = false, heading = "%nAllowed addresses:%n")
    private AddressOptions addresses = new AddressOptions();

    @Option(names = "--json", description = "Print the result as JSON, as POST /v1/validate returns it.")
    private boolean isJson;

    ValidateCommand(CliEnvironment cliEnvironment) {
        this.cliEnvironment = cliEnvironment;
    }

    @Override
    public Integer call() throws IOException {
        var reader = new CatalogReader(intake.limits(), layout.imageFolder());
        var options = layout.catalog();
        try (var csv = file.open(cliEnvironment.in(), FetchSettings.defaults(), addresses.policy())) {
            var check = reader.check(csv.path(), options.withCharset(csv.charset()));
            return isJson ? printJson(check) : print(csv.shown(), check);
        }
    }

    private int printJson(CatalogCheck check) {
        var report = ValidationReport.of(check);
        cliEnvironment.out().println(ReportJson.mapper().writeValueAsString(report));
        return report.valid() ? Cli.ExitCode.SUCCEEDED : Cli.ExitCode.INVALID_CSV;
    }

    private int print(String csv, CatalogCheck check) {
        var findings = new CsvFile.Diagnostics(csv, cliEnvironment);
        return switch (check) {
            case Accepted accepted -> {
                findings.print(accepted.warnings());
                cliEnvironment.out().println(ControlCharacters.escape(summary(csv, accepted)));
                yield Cli.ExitCode.SUCCEEDED;
            }
            case Rejected(var violations, var _) -> {
                findings.print(violations);
                cliEnvironment
                        .out()
                        .println(ControlCharacters.escape(csv + ": invalid, violations: " + violations.count()));
                yield Cli.ExitCode.INVALID_CSV;
            }
        };
    }

    private static String summary(String csv, Accepted accepted) {
        var layout = accepted.summary().layout().orElseThrow();
        return "%s: valid, rows: %d, images: %d, warnings: %d%s"
                .formatted(
                        csv,
                        accepted.rows(),
                        accepted.images(),
                        accepted.warnings().count(),
                        layout == Layout.STANDARD ? "" : ", layout: " + layout.text());
    }
}
