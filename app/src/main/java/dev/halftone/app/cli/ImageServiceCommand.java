package dev.halftone.app.cli;

import dev.halftone.app.config.ImageServiceOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "image-service",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.VersionProvider.class,
        abbreviateSynopsis = true,
        description = "Processes images for other servers: takes signed jobs, and sends the results to a callback URL.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was stopped by a signal",
            "1:it could not start",
            "3:it ran out of memory; start it again, and it resumes",
            "64:wrong usage"
        })
final class ImageServiceCommand implements Callable<Integer> {
    private final CliEnvironment cliEnvironment;

    @Mixin
    private ImageServiceOptions options = new ImageServiceOptions();

    ImageServiceCommand(CliEnvironment cliEnvironment) {
        this.cliEnvironment = cliEnvironment;
    }

    @Override
    public Integer call() {
        try (var end = GracefulShutdown.exitingWithSuccess(cliEnvironment.err())) {
            try (var node = Node.openImageService(cliEnvironment.codecFactory(), options)) {
                node.serveUntilStopped(cliEnvironment, end);
            }
        }
        return Cli.ExitCode.SUCCEEDED;
    }
}
