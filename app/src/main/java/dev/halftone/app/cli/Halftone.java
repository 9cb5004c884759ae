package dev.halftone.app.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The program itself; on its own it tells what it can do.
@Command(
        name = "halftone",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes the images of a CSV of products smaller, and gives the same CSV back with their new URLs.",
        footerHeading = "%nEvery option of a command can also be set as system property or environment variable:%n",
        footer = "--fetch-timeout=30s is -Dhalftone.fetch-timeout=30s and HALFTONE_FETCH_TIMEOUT=30s."
                + " An option wins over a property, a property over a variable.")
final class Halftone implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            scope = ScopeType.INHERIT,
            description = "What is logged on standard error: error, warn, info, debug or trace"
                    + " (default: info for serve, warn otherwise).")
    private Optional<Level> logLevel = Optional.empty();

    /// Sets what logback.xml reads when the first line is logged.
    ///
    /// @param usual the level if nobody asks for another
    void setLogLevel(Level usual) {
        System.setProperty("halftone.log-level", logLevel.orElse(usual).name());
    }

    @Override
    public Integer call() {
        command.commandLine().usage(command.commandLine().getOut());
        return ExitCode.SUCCEEDED;
    }
}
