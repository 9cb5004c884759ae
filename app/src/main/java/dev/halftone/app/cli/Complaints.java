package dev.halftone.app.cli;

import dev.halftone.app.setting.Nearest;
import dev.halftone.app.setting.SettingRefused;
import dev.halftone.app.setting.SettingSources;
import dev.halftone.app.wiring.ServerNotStarted;
import dev.halftone.engine.database.DatabaseUnavailableException;
import dev.halftone.engine.storage.DataFolder;
import dev.halftone.imaging.vips.LibvipsMissing;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Tells in one line on standard error why a command could not be run; the log has the rest, at level `debug`.
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final PrintStream err;
    private final SettingSources sources;

    Complaints(PrintStream err, SettingSources sources) {
        this.err = err;
        this.sources = sources;
    }

    @Override
    public int handleParseException(ParameterException refused, String[] arguments) {
        return wrongUsage(refused.getCommandLine(), origin(refused) + wording(refused));
    }

    /// Where the value came from, if it was not given on the command line.
    private String origin(ParameterException refused) {
        return Optional.ofNullable(refused.getArgSpec())
                .flatMap(sources::find)
                .filter(found -> found.value().contains(refused.getValue()))
                .map(found -> found.name() + ": ")
                .orElse("");
    }

    private static String wording(ParameterException refused) {
        return refused instanceof UnmatchedArgumentException unmatched ? wording(unmatched) : firstLine(refused);
    }

    private static String wording(UnmatchedArgumentException unmatched) {
        var command = unmatched.getCommandLine();
        var argument = unmatched.getUnmatched().getFirst();
        if (argument.startsWith("-")) {
            var flag = argument.split("=", 2)[0];
            return "unknown option " + flag
                    + Nearest.question(
                            flag, command.getCommandSpec().optionsMap().keySet());
        }
        var commands = command.getSubcommands().keySet();
        return commands.isEmpty()
                ? "unexpected argument " + argument
                : "unknown command " + argument + Nearest.question(argument, commands);
    }

    private static String firstLine(Exception failure) {
        return Objects.toString(failure.getMessage(), failure.toString())
                .lines()
                .findFirst()
                .orElse("");
    }

    private int wrongUsage(CommandLine command, String complaint) {
        say(complaint + " (" + command.getCommandSpec().qualifiedName() + " --help tells more)");
        return ExitCode.WRONG_USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        // No field: a logger made before the log level is set would not know of it.
        LoggerFactory.getLogger(Complaints.class).debug("the command failed", failure);
        return switch (failure) {
            case SettingRefused refused -> wrongUsage(command, firstLine(refused));
            case IOException io -> failed(wording(io));
            case UncheckedIOException unchecked -> failed(firstLine(unchecked));
            case DataFolder.UnusableException unusable -> failed(firstLine(unusable));
            case DatabaseUnavailableException unavailable -> failed(firstLine(unavailable));
            case ServerNotStarted notStarted -> failed(firstLine(notStarted));
            case LibvipsMissing missing -> failed(firstLine(missing));
            default -> failed("unexpectedly failed: " + failure + " (HALFTONE_LOG_LEVEL=debug shows where)");
        };
    }

    /// The JDK's exceptions about files have the file's name for their whole message.
    private static String wording(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> missing.getFile() + ": there is no such file or folder";
            case AccessDeniedException denied -> denied.getFile() + ": access is denied";
            default -> firstLine(failure);
        };
    }

    private int failed(String complaint) {
        say(complaint);
        return ExitCode.FAILED;
    }

    private void say(String complaint) {
        err.println("halftone: " + complaint);
    }
}
