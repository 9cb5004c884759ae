package dev.halftone.app.cli;

import dev.halftone.app.cli.client.RefusedException;
import dev.halftone.app.config.InvalidSettingException;
import dev.halftone.app.config.SettingSources;
import dev.halftone.app.config.SpellingSuggestion;
import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.app.server.Server;
import dev.halftone.engine.database.DatabaseFault;
import dev.halftone.engine.database.DatabaseUnavailableException;
import dev.halftone.engine.storage.DataFolder;
import dev.halftone.imaging.vips.LibvipsMissing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reports in one line on standard error why a command failed. The log has the stack trace at level `debug`.
final class ErrorReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final CliEnvironment cliEnvironment;
    private final SettingSources sources;

    ErrorReporter(CliEnvironment cliEnvironment, SettingSources sources) {
        this.cliEnvironment = cliEnvironment;
        this.sources = sources;
    }

    @Override
    public int handleParseException(ParameterException refused, String[] arguments) {
        return usageError(refused.getCommandLine(), origin(refused) + message(refused));
    }

    /// The property or variable of the value, if it was not given on the command line.
    private String origin(ParameterException refused) {
        return Optional.ofNullable(refused.getArgSpec())
                .flatMap(sources::find)
                .filter(settingValue -> settingValue.value().contains(refused.getValue()))
                .map(settingValue -> settingValue.name() + ": ")
                .orElse("");
    }

    private static String message(ParameterException refused) {
        return switch (refused) {
            case UnmatchedArgumentException unmatched -> unmatched(refused.getCommandLine(), unmatched.getUnmatched());
            // A misspelled option is also a missing one, where it is required.
            case MissingParameterException missing
            when hasUnknownOption(missing.getCommandLine()) ->
                unmatched(missing.getCommandLine(), missing.getCommandLine().getUnmatchedArguments());
            default -> firstLine(refused);
        };
    }

    private static boolean hasUnknownOption(CommandLine command) {
        return command.getUnmatchedArguments().stream().anyMatch(argument -> argument.startsWith("-"));
    }

    private static String unmatched(CommandLine command, List<String> arguments) {
        var argument = arguments.stream()
                .filter(unknown -> unknown.startsWith("-"))
                .findFirst()
                .orElseGet(arguments::getFirst);
        if (argument.startsWith("-")) {
            var flag = argument.split("=", 2)[0];
            return "unknown option " + flag
                    + SpellingSuggestion.didYouMean(
                            flag, command.getCommandSpec().optionsMap().keySet());
        }
        var commands = command.getSubcommands().keySet();
        return commands.isEmpty()
                ? "unexpected argument " + argument
                : "unknown command " + argument + SpellingSuggestion.didYouMean(argument, commands);
    }

    private static String firstLine(Exception failure) {
        return Objects.toString(failure.getMessage(), failure.toString())
                .lines()
                .findFirst()
                .orElse("");
    }

    private int usageError(CommandLine command, String complaint) {
        print(complaint + " (" + command.getCommandSpec().qualifiedName() + " --help for usage)");
        return Cli.ExitCode.WRONG_USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        // Not a field: a logger created before the log level is set would ignore it.
        LoggerFactory.getLogger(ErrorReporter.class).debug("the command failed", failure);
        return switch (failure) {
            case InvalidSettingException refused -> usageError(command, firstLine(refused));
            case RefusedException refused when refused.isInvalidOption() -> usageError(command, firstLine(refused));
            case IOException io -> failed(message(io));
            case UncheckedIOException unchecked -> failed(firstLine(unchecked));
            case DataFolder.UnusableException unusable -> failed(firstLine(unusable));
            case DatabaseUnavailableException unavailable -> failed(firstLine(unavailable));
            case Server.ServerStartException notStarted -> failed(firstLine(notStarted));
            case LibvipsMissing missing -> failed(firstLine(missing));
            default -> failed(databaseFault(failure).orElseGet(() -> unexpected(failure)));
        };
    }

    private static Optional<String> databaseFault(Exception failure) {
        return DatabaseFault.of(failure).map(fault -> "the command failed: " + fault.message());
    }

    private static String unexpected(Exception failure) {
        return "unexpected error: " + failure + " (HALFTONE_LOG_LEVEL=debug shows the stack trace)";
    }

    /// The message of the JDK's file exceptions is only the file's name.
    private static String message(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
            case AccessDeniedException denied -> denied.getFile() + ": access denied";
            default -> firstLine(failure);
        };
    }

    private int failed(String complaint) {
        print(complaint);
        return Cli.ExitCode.FAILED;
    }

    private void print(String complaint) {
        var style = Style.ofStderr(cliEnvironment);
        cliEnvironment.err().println(style.error("halftone:") + " " + ControlCharacters.escape(complaint));
    }
}
