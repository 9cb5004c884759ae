package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.app.config.KnownSettings;
import dev.halftone.app.config.SettingSources;
import dev.halftone.engine.isolation.CodecCommand;
import dev.halftone.engine.isolation.CodecProcessMain;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// Runs the command that the arguments name.
///
/// 1. picocli reads the arguments; what no flag gives comes from [SettingSources].
/// 2. A call for help ends here.
/// 3. Settings that no command knows are refused: a misspelt variable must not go unnoticed.
/// 4. The command runs. Whatever goes wrong, [ErrorReporter] tells it in one line.
public final class Cli {
    private final CliEnvironment cliEnvironment;
    private final SettingSources sources;
    private final RootCommand rootCommand = new RootCommand();

    public Cli(CliEnvironment cliEnvironment) {
        this.cliEnvironment = cliEnvironment;
        this.sources = new SettingSources(cliEnvironment.properties(), cliEnvironment.environment());
    }

    /// Runs one command to its end, and gives its exit code: one of [Cli.ExitCode].
    ///
    /// Called by itself, to code images that may crash whoever codes them, it does that as long as it is
    /// needed.
    public int run(String... arguments) {
        if (CodecCommand.isCodecProcess(arguments)) {
            CodecProcessMain.serve(cliEnvironment.codecFactory(), cliEnvironment.in(), cliEnvironment.out());
        }
        return commandLine(selectCommands(arguments)).execute(arguments);
    }

    /// The command that is named, or all of them: it takes picocli a tenth of a second to read what all can
    /// do.
    private List<Object> selectCommands(String... arguments) {
        var commands = commands();
        var named =
                commands.stream().filter(command -> isNamed(command, arguments)).toList();
        return named.isEmpty() || !sources.isEmpty() ? commands : named;
    }

    private List<Object> commands() {
        return List.of(
                new DemoCommand(cliEnvironment),
                new ServeCommand(cliEnvironment),
                new RunCommand(cliEnvironment),
                new ValidateCommand(cliEnvironment),
                new CheckUrlCommand(cliEnvironment),
                new KeysCommand(cliEnvironment));
    }

    private static boolean isNamed(Object command, String... arguments) {
        return arguments.length > 0
                && command.getClass().getAnnotation(Command.class).name().equals(arguments[0]);
    }

    private CommandLine commandLine(List<Object> commands) {
        var errorReporter = new ErrorReporter(cliEnvironment.err(), sources);
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
        var afterHelp = CommandLine.executeHelpRequest(parsed);
        if (afterHelp != null) return afterHelp;
        rootCommand.setLogLevel(defaultLogLevel(parsed));
        new KnownSettings(program).findUnknown(sources).ifPresent(problem -> {
            throw new ParameterException(command(parsed), problem);
        });
        return new RunLast().execute(parsed);
    }

    /// A server's life is for its log; everything else is for somebody at a terminal, who is told by other
    /// means.
    private static Level defaultLogLevel(ParseResult parsed) {
        return command(parsed).getCommand() instanceof ServeCommand ? Level.INFO : Level.WARN;
    }

    private static CommandLine command(ParseResult parsed) {
        return parsed.asCommandLineList().getLast();
    }

    /// How a command ended, for scripts. 64 and 65 are those of BSD's sysexits(3).
    static final class ExitCode {
        static final int SUCCEEDED = 0;
        /// It could not run, or not to its end.
        static final int FAILED = 1;
        /// It ran to its end, but there is no image for some of the URLs.
        static final int SOME_IMAGES_FAILED = 2;

        static final int WRONG_USAGE = 64;
        static final int INVALID_CSV = 65;

        private ExitCode() {}
    }

    /// The program itself; on its own it tells what it can do.
    @Command(
            name = "halftone",
            mixinStandardHelpOptions = true,
            versionProvider = VersionProvider.class,
            synopsisSubcommandLabel = "COMMAND",
            description =
                    "Compresses the images of a product CSV, and returns the CSV with their new URLs.",
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

    /// The version that the build wrote into `version.txt`.
    static final class VersionProvider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"halftone " + version()};
        }

        static String version() {
            try (var file = Objects.requireNonNull(VersionProvider.class.getResourceAsStream("version.txt"))) {
                return new String(file.readAllBytes(), UTF_8).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
