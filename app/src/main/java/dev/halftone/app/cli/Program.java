package dev.halftone.app.cli;

import dev.halftone.app.setting.KnownSettings;
import dev.halftone.app.setting.SettingSources;
import dev.halftone.engine.isolation.CodecCommand;
import dev.halftone.engine.isolation.CodecProcessMain;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/// Runs the command that the arguments name.
///
/// 1. picocli reads the arguments; what no flag gives comes from [SettingSources].
/// 2. A call for help ends here.
/// 3. Settings that no command knows are refused: a misspelt variable must not go unnoticed.
/// 4. The command runs. Whatever goes wrong, [Complaints] tells it in one line.
public final class Program {
    private final Surroundings surroundings;
    private final SettingSources sources;
    private final Halftone halftone = new Halftone();

    public Program(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.sources = new SettingSources(surroundings.properties(), surroundings.environment());
    }

    /// Runs one command to its end, and gives its exit code: one of [ExitCode].
    ///
    /// Called by itself, to code images that may crash whoever codes them, it does that as long as it is
    /// needed.
    public int run(String... arguments) {
        if (CodecCommand.isCodecProcess(arguments)) {
            CodecProcessMain.serve(surroundings.codecFactory(), surroundings.in(), surroundings.out());
        }
        return commandLine(wanted(arguments)).execute(arguments);
    }

    /// The command that is named, or all of them: it takes picocli a tenth of a second to read what all can do.
    private List<Object> wanted(String... arguments) {
        var commands = commands();
        var named =
                commands.stream().filter(command -> isNamed(command, arguments)).toList();
        return named.isEmpty() || !sources.isEmpty() ? commands : named;
    }

    private List<Object> commands() {
        return List.of(
                new Demo(surroundings),
                new Serve(surroundings),
                new Run(surroundings),
                new Validate(surroundings),
                new CheckUrl(surroundings),
                new Keys(surroundings));
    }

    private static boolean isNamed(Object command, String... arguments) {
        return arguments.length > 0
                && command.getClass().getAnnotation(Command.class).name().equals(arguments[0]);
    }

    private CommandLine commandLine(List<Object> commands) {
        var complaints = new Complaints(surroundings.err(), sources);
        var program = new CommandLine(halftone);
        commands.forEach(program::addSubcommand);
        return program.setOut(writer(surroundings.out()))
                .setErr(writer(surroundings.err()))
                .setDefaultValueProvider(sources)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(120)
                .setExecutionStrategy(parsed -> execute(program, parsed))
                .setParameterExceptionHandler(complaints)
                .setExecutionExceptionHandler(complaints);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private int execute(CommandLine program, ParseResult parsed) {
        var afterHelp = CommandLine.executeHelpRequest(parsed);
        if (afterHelp != null) return afterHelp;
        halftone.setLogLevel(usualLogLevel(parsed));
        new KnownSettings(program).problem(sources).ifPresent(problem -> {
            throw new ParameterException(command(parsed), problem);
        });
        return new RunLast().execute(parsed);
    }

    /// A server's life is for its log; everything else is for somebody at a terminal, who is told by other
    /// means.
    private static Level usualLogLevel(ParseResult parsed) {
        return command(parsed).getCommand() instanceof Serve ? Level.INFO : Level.WARN;
    }

    private static CommandLine command(ParseResult parsed) {
        return parsed.asCommandLineList().getLast();
    }
}
