package dev.halftone.app.cli;

import dev.halftone.app.config.EngineConfig;
import dev.halftone.app.config.RemoteServiceOptions;
import dev.halftone.app.config.ServerConfig;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.VersionProvider.class,
        abbreviateSynopsis = true,
        description = "Runs the API, the web page and the workers in one process.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was stopped by a signal",
            "1:it could not start",
            "3:it ran out of memory; start it again, and it resumes",
            "64:wrong usage"
        })
final class ServeCommand implements Callable<Integer> {
    private final CliEnvironment cliEnvironment;

    @ArgGroup(validate = false, heading = "%nThe server:%n")
    private ServerConfig server = new ServerConfig();

    @ArgGroup(validate = false, heading = "%nImage service elsewhere:%n")
    private RemoteServiceOptions remoteService = new RemoteServiceOptions();

    @Mixin
    private EngineConfig engineConfig = new EngineConfig();

    ServeCommand(CliEnvironment cliEnvironment) {
        this.cliEnvironment = cliEnvironment;
    }

    @Override
    public Integer call() {
        try (var end = GracefulShutdown.exitingWithSuccess(cliEnvironment.err())) {
            serve(end);
        }
        return Cli.ExitCode.SUCCEEDED;
    }

    private void serve(GracefulShutdown end) {
        try (var node = Node.open(
                cliEnvironment.codecFactory(),
                server,
                remoteService.settings(),
                engineConfig,
                engineConfig.addresses())) {
            if (server.isOpenToNetwork()) warnOpenToNetwork();
            node.serveUntilStopped(cliEnvironment, end);
        }
    }

    private static void warnOpenToNetwork() {
        LoggerFactory.getLogger(ServeCommand.class)
                .warn("open without API keys: anyone who can reach the address can use the server");
    }
}
