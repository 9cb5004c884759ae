package dev.halftone.app.cli;

import dev.halftone.app.config.EngineConfig;
import dev.halftone.app.config.ServerConfig;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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

    @Mixin
    private EngineConfig engineConfig = new EngineConfig();

    ServeCommand(CliEnvironment cliEnvironment) {
        this.cliEnvironment = cliEnvironment;
    }

    @Override
    public Integer call() {
        try (var end = GracefulShutdown.exitingWithSuccess()) {
            serve(end);
        }
        return Cli.ExitCode.SUCCEEDED;
    }

    private void serve(GracefulShutdown end) {
        try (var node = Node.open(cliEnvironment.codecFactory(), server, engineConfig, engineConfig.addresses())) {
            end.started();
            node.address().ifPresent(address -> cliEnvironment.out().println("listening on " + address));
            if (server.isOpenToNetwork()) warnOpenToNetwork();
            if (!isSupervised()) tellHowToRestart();
            cliEnvironment.out().println("Halftone is ready at " + node.url().base());
            // Never counted down: a signal interrupts the wait.
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            cliEnvironment.err().println("stopped; unfinished requests resume at the next start");
        }
    }

    /// Whether something starts this process again when it ends: systemd, Kubernetes, or what runs process 1 of
    /// a container.
    private boolean isSupervised() {
        var environment = cliEnvironment.environment();
        return environment.containsKey("INVOCATION_ID")
                || environment.containsKey("KUBERNETES_SERVICE_HOST")
                || ProcessHandle.current().pid() == 1;
    }

    private static void tellHowToRestart() {
        LoggerFactory.getLogger(ServeCommand.class)
                .info("nothing restarts this process; if it ends, start it again, and it resumes");
    }

    private static void warnOpenToNetwork() {
        LoggerFactory.getLogger(ServeCommand.class)
                .warn("open without API keys: anyone who can reach the address can use the server");
    }
}
