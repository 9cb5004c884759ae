package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.app.config.EngineConfig;
import dev.halftone.app.config.RecipeOptions;
import dev.halftone.app.config.ServerConfig;
import dev.halftone.app.web.SampleCatalog;
import dev.halftone.engine.SubmissionService;
import dev.halftone.engine.SubmitResult;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestName;
import dev.halftone.engine.request.RequestOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.VersionProvider.class,
        abbreviateSynopsis = true,
        description =
                "Starts the server, processes a sample catalogue, prints where the results are, and keeps serving.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was stopped by a signal",
            "1:it could not start",
            "3:it ran out of memory; start it again, and it resumes",
            "64:wrong usage"
        })
final class DemoCommand implements Callable<Integer> {
    private static final String OWNER = "";

    private final CliEnvironment cliEnvironment;

    @ArgGroup(validate = false, heading = "%nImage processing:%n")
    private RecipeOptions recipe = new RecipeOptions();

    @Option(
            names = "--exit",
            arity = "0..1",
            paramLabel = "true|false",
            defaultValue = "false",
            fallbackValue = "true",
            description = "Exit when the sample catalogue is done.")
    private boolean exit;

    @ArgGroup(validate = false, heading = "%nThe server:%n")
    private ServerConfig server = new ServerConfig();

    @Mixin
    private EngineConfig engineConfig = new EngineConfig();

    DemoCommand(CliEnvironment cliEnvironment) {
        this.cliEnvironment = cliEnvironment;
    }

    @Override
    public Integer call() throws IOException {
        try (var end = GracefulShutdown.exitingWithSuccess(cliEnvironment.err())) {
            serve(end);
        }
        return Cli.ExitCode.SUCCEEDED;
    }

    private void serve(GracefulShutdown end) throws IOException {
        try (var node = Node.open(
                cliEnvironment.codecFactory(), server, Optional.empty(), engineConfig, engineConfig.addresses())) {
            end.started();
            cliEnvironment.out().println("Serving at " + node.url().base());
            printSummary(node, awaitEnd(node, submit(node)));
            if (!exit) new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            cliEnvironment.err().println("stopped");
        }
    }

    private Request submit(Node node) throws IOException {
        var csv = new ByteArrayInputStream(SampleCatalog.at(node.url()).csv().getBytes(UTF_8));
        var name = new RequestName(Optional.empty(), Optional.of("demo.csv"));
        var options = new RequestOptions(recipe.recipe(), Optional.empty()).withName(name);
        var submission = new SubmissionService.Submission(RequestId.random(), OWNER, csv, options, Optional.empty());
        return switch (node.engine().submissions().submit(submission)) {
            case SubmitResult.Accepted(var request) -> request;
            case SubmitResult.NotStored(var message) -> throw new IOException(message);
            case SubmitResult other -> throw new IllegalStateException("the sample CSV was not accepted: " + other);
        };
    }

    private Request awaitEnd(Node node, Request request) throws InterruptedException {
        var display = ProgressDisplay.on(cliEnvironment.err(), cliEnvironment.terminal());
        var requests = node.engine().requests();
        return new ProgressWatcher(display, requests::waiting)
                .awaitEnd(() -> requests.find(OWNER, request.id()).orElseThrow());
    }

    private void printSummary(Node node, Request ended) {
        var status = node.url().request(ended.id());
        var out = cliEnvironment.out();
        var counts = ended.counts();
        out.println(new Counted(counts.succeeded(), "image") + " succeeded, " + counts.failed()
                + " failed (one is dead on purpose)");
        out.println("output.csv  " + status + "/output.csv");
        out.println("images      "
                + server.data().resolve("images").toAbsolutePath().normalize());
        out.println("page        " + node.url().page(ended.id()));
        out.println("status      " + status);
        if (!exit) out.println("Halftone keeps serving at " + node.url().base() + "; Ctrl-C ends it.");
    }
}
