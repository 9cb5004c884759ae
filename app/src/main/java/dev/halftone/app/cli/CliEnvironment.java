package dev.halftone.app.cli;

import dev.halftone.engine.isolation.CodecFactory;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The environment of one run of the command line: streams, sources of settings, terminal and codecs.
///
/// @param properties the JVM's system properties
public record CliEnvironment(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Map<String, String> properties,
        Terminal terminal,
        CodecFactory codecFactory) {
    public CliEnvironment {
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    public static CliEnvironment ofCurrentProcess() {
        var environment = System.getenv();
        return new CliEnvironment(
                System.in,
                System.out,
                System.err,
                environment,
                systemProperties(),
                new StderrTerminal(environment),
                CodecFactory.defaults());
    }

    /// A copy with other codecs.
    public CliEnvironment withCoders(CodecFactory others) {
        return new CliEnvironment(in, out, err, environment, properties, terminal, others);
    }

    private static Map<String, String> systemProperties() {
        return System.getProperties().stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));
    }

    /// The terminals of this process, as `test` and `stty` report it: the JDK cannot tell whether standard
    /// error alone is a terminal, nor how wide it is. Without those tools there is no terminal.
    static final class StderrTerminal implements Terminal {
        private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ (\\d+)\\s*");

        private final Map<String, String> environment;

        StderrTerminal(Map<String, String> environment) {
            this.environment = environment;
        }

        @Override
        public OptionalInt columns() {
            if (environment.getOrDefault("TERM", "dumb").equals("dumb") || !isTerminal("2")) return OptionalInt.empty();
            return OptionalInt.of(fromEnvironment().or(StderrTerminal::fromStty).orElse(DEFAULT_COLUMNS));
        }

        @Override
        public boolean isStdout() {
            return isTerminal("1");
        }

        private static boolean isTerminal(String stream) {
            return output(new ProcessBuilder("test", "-t", stream)
                            .redirectOutput(Redirect.INHERIT)
                            .redirectError(Redirect.INHERIT))
                    .isPresent();
        }

        private Optional<Integer> fromEnvironment() {
            return Optional.ofNullable(environment.get("COLUMNS"))
                    .filter(columns -> columns.matches("[1-9]\\d{0,3}"))
                    .map(Integer::valueOf);
        }

        private static Optional<Integer> fromStty() {
            return output(new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")))
                    .map(ROWS_AND_COLUMNS::matcher)
                    .filter(size -> size.matches() && !size.group(1).equals("0"))
                    .map(size -> Integer.valueOf(size.group(1)));
        }

        /// The output of a tool, if it exists and succeeded.
        private static Optional<String> output(ProcessBuilder tool) {
            try {
                var process = tool.start();
                var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
            } catch (IOException e) {
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    /// The terminal of standard error.
    @FunctionalInterface
    public interface Terminal {
        int DEFAULT_COLUMNS = 80;

        /// The width in columns now; empty if there is no terminal, or it cannot redraw a line.
        OptionalInt columns();

        /// Whether standard output is a terminal, too.
        default boolean isStdout() {
            return false;
        }
    }
}
