package dev.halftone.app.cli;

import dev.halftone.app.config.KnownSettings;
import dev.halftone.app.config.SettingSources;
import dev.halftone.engine.isolation.CodecCommand;
import dev.halftone.engine.isolation.CodecProcessMain;
import dev.halftone.engine.request.ProductVersion;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// Runs the command named by the arguments.
///
/// 1. picocli parses the arguments; other settings come from [SettingSources]. 2. `--help` and `--version` end here.
///    3. Unknown settings are rejected: a misspelled variable must not go unnoticed. 4. The command runs.
///    [ErrorReporter] reports any failure in one line.
public final class Cli {
    /// The commands that print the usage of others.
    private static final Set<String> NEED_ALL = Set.of("help", "man", "completion");

    private final CliEnvironment cliEnvironment;
    private final SettingSources sources;
    private final RootCommand rootCommand = new RootCommand();

    public Cli(CliEnvironment cliEnvironment) {
        this.cliEnvironment = cliEnvironment;
        this.sources = new SettingSources(cliEnvironment.properties(), cliEnvironment.environment());
    }

    /// Runs one command and returns its exit code: one of [Cli.ExitCode].
    ///
    /// As a codec child process, for images that may crash their codec, it serves until its parent is done.
    public int run(String... arguments) {
        if (CodecCommand.isCodecProcess(arguments)) {
            CodecProcessMain.serve(cliEnvironment.codecFactory(), cliEnvironment.in(), cliEnvironment.out());
        }
        return commandLine(selectCommands(arguments)).execute(arguments);
    }

    /// The named command, or all of them. Building the model of all commands takes picocli a tenth of a
    /// second.
    private List<Object> selectCommands(String... arguments) {
        var commands = commands();
        var named =
                commands.stream().filter(command -> isNamed(command, arguments)).toList();
        var needsAll = named.isEmpty() || !sources.isEmpty() || NEED_ALL.contains(arguments[0]);
        return needsAll ? commands : named;
    }

    private List<Object> commands() {
        return List.of(
                new DemoCommand(cliEnvironment),
                new ServeCommand(cliEnvironment),
                new RunCommand(cliEnvironment),
                new ImageServiceCommand(cliEnvironment),
                new SubmitCommand(cliEnvironment),
                new RequestsCommand(cliEnvironment),
                new BackupCommand(cliEnvironment),
                new ValidateCommand(cliEnvironment),
                new CheckUrlCommand(cliEnvironment),
                new KeysCommand(cliEnvironment),
                new HelpCommands.HelpCommand(),
                new HelpCommands.ManCommand(),
                new HelpCommands.VersionCommand(),
                new HelpCommands.CompletionCommand());
    }

    private static boolean isNamed(Object command, String... arguments) {
        return arguments.length > 0
                && command.getClass().getAnnotation(Command.class).name().equals(arguments[0]);
    }

    private CommandLine commandLine(List<Object> commands) {
        var errorReporter = new ErrorReporter(cliEnvironment, sources);
        var program = new CommandLine(rootCommand);
        commands.forEach(program::addSubcommand);
        return program.setOut(writer(cliEnvironment.out()))
                .setErr(writer(cliEnvironment.err()))
                .setDefaultValueProvider(sources)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(120)
                .setExecutionStrategy(parsed -> execute(program, parsed))
                .setParameterExceptionHandler(errorReporter)
                .setExecutionExceptionHandler(errorReporter);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private int execute(CommandLine program, ParseResult parsed) {
        if (printsUsage(parsed)) program.setColorScheme(colorScheme());
        var afterHelp = CommandLine.executeHelpRequest(parsed);
        if (afterHelp != null) return afterHelp;
        rootCommand.configureLog(defaultLogLevel(parsed));
        new KnownSettings(program).findUnknown(sources).ifPresent(problem -> {
            throw new ParameterException(command(parsed), problem);
        });
        return new RunLast().execute(parsed);
    }

    private static boolean printsUsage(ParseResult parsed) {
        Object command = command(parsed).getCommand();
        return command instanceof RootCommand
                || command instanceof HelpCommands.HelpCommand
                || parsed.asCommandLineList().stream().anyMatch(CommandLine::isUsageHelpRequested);
    }

    private Help.ColorScheme colorScheme() {
        return Help.defaultColorScheme(Style.ofStdout(cliEnvironment).isColored() ? Help.Ansi.ON : Help.Ansi.OFF);
    }

    /// A server logs its life; the other commands print their progress to the terminal instead.
    private static Level defaultLogLevel(ParseResult parsed) {
        Object command = command(parsed).getCommand();
        return command instanceof ServeCommand || command instanceof ImageServiceCommand ? Level.INFO : Level.WARN;
    }

    private static CommandLine command(ParseResult parsed) {
        return parsed.asCommandLineList().getLast();
    }

    /// Exit codes. 64 and 65 are those of BSD's sysexits(3).
    static final class ExitCode {
        static final int SUCCEEDED = 0;
        /// It could not start or finish.
        static final int FAILED = 1;
        /// It finished, but some images failed.
        static final int SOME_IMAGES_FAILED = 2;

        static final int WRONG_USAGE = 64;
        static final int INVALID_CSV = 65;

        private ExitCode() {}
    }

    /// The program without a command, which prints the usage.
    @Command(
            name = "halftone",
            mixinStandardHelpOptions = true,
            versionProvider = VersionProvider.class,
            synopsisSubcommandLabel = "COMMAND",
            description = "Compresses the images of a product CSV, and returns the CSV with their new URLs.",
            footerHeading = "%nEvery option can also be set as a system property or an environment variable:%n",
            footer = "--fetch-timeout=30s is -Dhalftone.fetch-timeout=30s and HALFTONE_FETCH_TIMEOUT=30s."
                    + " Options override properties, and properties override variables.")
    static final class RootCommand implements Callable<Integer> {
        @Spec
        private CommandSpec command;

        @Option(
                names = "--log-level",
                paramLabel = "LEVEL",
                scope = ScopeType.INHERIT,
                description = "Log level on standard error: error, warn, info, debug or trace"
                        + " (default: info for serve and image-service, warn otherwise).")
        private Optional<Level> logLevel = Optional.empty();

        @Option(
                names = "--log-format",
                paramLabel = "FORMAT",
                scope = ScopeType.INHERIT,
                defaultValue = "text",
                description = "Log format: text, or json in the Elastic Common Schema (default: ${DEFAULT-VALUE}).")
        private LogFormat logFormat;

        /// The formats of `logback.xml`.
        private enum LogFormat {
            TEXT,
            JSON
        }

        /// Sets what logback.xml reads when the first line is logged.
        ///
        /// @param usual the level if none is set
        void configureLog(Level usual) {
            System.setProperty("halftone.log-level", logLevel.orElse(usual).name());
            System.setProperty("halftone.log-format", logFormat.name().toLowerCase(Locale.ROOT));
        }

        @Override
        public Integer call() {
            command.commandLine().usage(command.commandLine().getOut());
            return ExitCode.SUCCEEDED;
        }
    }

    static final class VersionProvider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"halftone " + ProductVersion.text()};
        }
    }
}
