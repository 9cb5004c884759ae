package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.engine.isolation.CodecFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The result of running the CLI within the test's JVM: its exit code and the output lines.
record CommandRun(int exitCode, List<String> out, List<String> err) {

    static CommandRun of(String... arguments) {
        return in(Map.of(), "", arguments);
    }

    /// Runs with text on standard input.
    static CommandRun reading(String standardInput, String... arguments) {
        return in(Map.of(), standardInput, arguments);
    }

    /// Runs with environment variables.
    static CommandRun in(Map<String, String> environment, String... arguments) {
        return in(environment, "", arguments);
    }

    private static CommandRun in(Map<String, String> environment, String standardInput, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var cliEnvironment = new CliEnvironment(
                new ByteArrayInputStream(standardInput.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                environment,
                Map.of(),
                OptionalInt::empty,
                CodecFactory.defaults());
        var exitCode = new Cli(cliEnvironment).run(arguments);
        return new CommandRun(exitCode, lines(out), lines(err));
    }

    private static List<String> lines(ByteArrayOutputStream output) {
        return output.toString(UTF_8).lines().toList();
    }
}
