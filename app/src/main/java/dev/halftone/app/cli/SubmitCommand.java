package dev.halftone.app.cli;

import dev.halftone.app.cli.client.HalftoneClient;
import dev.halftone.app.cli.client.ProblemDocument.Finding;
import dev.halftone.app.cli.client.RefusedException;
import dev.halftone.app.cli.client.RemoteRequest;
import dev.halftone.app.cli.client.UploadForm;
import dev.halftone.app.config.ByteSize;
import dev.halftone.app.config.LayoutOptions;
import dev.halftone.app.config.RecipeOptions;
import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.engine.report.ReportJson;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.VersionProvider.class,
        abbreviateSynopsis = true,
        customSynopsis = "halftone submit FILE --server URL [OPTIONS]",
        description = "Submits a CSV to a server, and prints the request's id and its page.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the request was accepted; with --wait, every image succeeded",
            "1:the server cannot be reached, or refuses",
            "2:it finished, but some images failed",
            "64:wrong usage",
            "65:the CSV is invalid; the violations are on standard error",
            "130:Ctrl-C; the server goes on with an accepted request"
        })
final class SubmitCommand implements Callable<Integer> {
    private final CliEnvironment cliEnvironment;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "The catalogue: a CSV, plain or compressed with gzip, or an XLSX workbook. A URL is downloaded"
                            + " by the server; -: standard input.")
    private String file;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--wait", description = "Wait for the end, and show the progress.")
    private boolean waits;

    @Option(names = "--out", paramLabel = "DIR", description = "Wait, and download the results into this folder.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--json",
            description = "Print JSON: a line for the accepted request, and with --wait one for its final status.")
    private boolean isJson;

    @Option(names = "--quiet", description = "Print the request's id and problems only.")
    private boolean isQuiet;

    @ArgGroup(validate = false, heading = "%nImage processing:%n")
    private RecipeOptions recipe = new RecipeOptions();

    @Option(
            names = "--cache",
            paramLabel = "use|none",
            defaultValue = "use",
            description = "Whether the server reuses earlier results if the source has not changed"
                    + " (default: ${DEFAULT-VALUE}).")
    private RequestOptions.CacheUse cacheUse = RequestOptions.CacheUse.USE;

    @ArgGroup(validate = false, heading = "%nCatalogue file:%n")
    private LayoutOptions layout = new LayoutOptions();

    @Option(names = "--reference", paramLabel = "TEXT", description = "Your own name for the request.")
    private Optional<String> reference = Optional.empty();

    @Option(names = "--webhook-url", paramLabel = "URL", description = "Where the server announces the end.")
    private Optional<String> webhookUrl = Optional.empty();

    @Option(
            names = "--webhook-secret",
            paramLabel = "whsec_…",
            description = "Signs that webhook (default: the server's).")
    private Optional<String> webhookSecret = Optional.empty();

    SubmitCommand(CliEnvironment cliEnvironment) {
        this.cliEnvironment = cliEnvironment;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        out.map(FolderJob.OutputFolder::new).ifPresent(FolderJob.OutputFolder::requireFolder);
        var form = options();
        try (var client = server.open(cliEnvironment);
                var upload = UploadFile.open(file, cliEnvironment.in())) {
            var findings = new CsvFile.Diagnostics(upload.shown(), cliEnvironment);
            try {
                var accepted = client.submit(upload.addTo(form));
                findings.printWarnings(
                        Finding.list(accepted.path("warnings")),
                        accepted.path("warning_count").asLong(0));
                return followUp(client, accepted);
            } catch (RefusedException e) {
                if (!e.problem().code().equals("invalid_csv")) throw e;
                findings.printViolations(e.problem().violations(), e.problem().violationCount());
                return Cli.ExitCode.INVALID_CSV;
            }
        }
    }

    private UploadForm options() {
        // Checked here too, so that a mistake shows before a large file is sent.
        layout.catalog();
        var columns = layout.fields();
        var images = recipe.recipe();
        var form = new UploadForm()
                .field("quality", Integer.toString(images.quality()))
                .field("max_width", Integer.toString(images.maxWidth()))
                .field("max_height", Integer.toString(images.maxHeight()))
                .field("format", images.format().text())
                .field("cache", cacheUse.text())
                .field("layout", columns.layout())
                .fields("image_column", columns.imageColumns())
                .field("id_column", columns.idColumn())
                .field("name_column", columns.nameColumn())
                .field("base_url", columns.baseUrl())
                .field("failed", columns.failed())
                .field("keep_columns", columns.keepColumns())
                .field("sheet", columns.sheet())
                .field("reference", reference)
                .field("webhook_url", webhookUrl);
        // The variable of that name is also a setting of servers on the same machine.
        return webhookUrl.isPresent() ? form.field("webhook_secret", webhookSecret) : form;
    }

    private int followUp(HalftoneClient client, JsonNode accepted) throws IOException, InterruptedException {
        var request = new RemoteRequest(accepted);
        print(request);
        if (!waits && out.isEmpty()) return Cli.ExitCode.SUCCEEDED;
        var hint = "The server goes on with the request. To look at it: halftone requests show %s --server %s"
                .formatted(request.id(), server.address());
        try (var shutdown =
                GracefulShutdown.forCurrentCommand(cliEnvironment.err(), ControlCharacters.escape(hint) + ".")) {
            var display = isQuiet
                    ? new ProgressDisplay.Hidden()
                    : ProgressDisplay.on(cliEnvironment.err(), cliEnvironment.terminal());
            shutdown.beforeMessage(display::interrupt);
            var ended = new RequestWaiter(client, cliEnvironment.err(), display).awaitEnd(new RequestId(request.id()));
            return end(client, ended);
        } catch (InterruptedException | ClosedByInterruptException e) {
            // The user was told.
            Thread.currentThread().interrupt();
            return Cli.ExitCode.FAILED;
        }
    }

    private void print(RemoteRequest accepted) {
        var stdout = cliEnvironment.out();
        if (isJson) stdout.println(ReportJson.mapper().writeValueAsString(accepted.json()));
        else {
            stdout.println(ControlCharacters.escape(accepted.id()));
            if (!isQuiet)
                stdout.println(ControlCharacters.escape(accepted.link("page").orElse("")));
        }
    }

    private int end(HalftoneClient client, RemoteRequest ended) throws IOException, InterruptedException {
        if (out.isPresent()) new ResultDownload(client, new FolderJob.OutputFolder(out.get())).write(ended);
        if (isJson) cliEnvironment.out().println(ReportJson.mapper().writeValueAsString(ended.json()));
        else if (!isQuiet) printResults(ended);
        if (ended.counts().failed() == 0) return Cli.ExitCode.SUCCEEDED;
        printFailures(client, ended);
        return Cli.ExitCode.SOME_IMAGES_FAILED;
    }

    private void printResults(RemoteRequest ended) {
        var stdout = cliEnvironment.out();
        var counts = ended.counts();
        stdout.println(new Counted(counts.succeeded(), "image") + " succeeded, " + counts.failed() + " failed");
        stdout.println(new ByteSize(counts.bytesIn()) + " became " + new ByteSize(counts.bytesOut()));
        if (out.isPresent()) {
            var folder = new FolderJob.OutputFolder(out.get());
            var output = ended.link("output_xlsx").isPresent() ? folder.workbook() : folder.csv();
            stdout.println(ControlCharacters.escape("output: " + output));
            stdout.println(ControlCharacters.escape("images: " + folder.images()));
        }
    }

    private void printFailures(HalftoneClient client, RemoteRequest ended) throws IOException, InterruptedException {
        var err = cliEnvironment.err();
        var style = Style.ofStderr(cliEnvironment);
        if (ended.status().equals("cancelled")) err.println("the request was cancelled");
        err.println(new Counted(ended.counts().failed(), "image") + " failed:");
        for (var failures : client.failures(new RequestId(ended.id())))
            err.println(FailureSentence.line(style, failures.code(), failures.images()));
        var all = out.map(
                        folder -> new FolderJob.OutputFolder(folder).failures().toString())
                .or(() -> ended.link("failed_csv"));
        err.println(ControlCharacters.escape("all failed images: " + all.orElse("")));
    }
}
