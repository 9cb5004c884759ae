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

/// What is around one run of the command line: its streams, where settings may come from, who codes images.
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

    /// The same, but others code the images.
    public CliEnvironment withCoders(CodecFactory others) {
        return new CliEnvironment(in, out, err, environment, properties, terminal, others);
    }

    private static Map<String, String> systemProperties() {
        return System.getProperties().stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));
    }

    /// Untrusted text as one line without terminal control sequences.
    static String escapeControls(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /// The screen of this process, as the system's own tools see it: the JDK cannot tell whether standard
    /// error alone is a terminal, nor how wide it is. Where those tools are missing there is no terminal.
    static final class StderrTerminal implements Terminal {
        private static final int DEFAULT_COLUMNS = 80;
        private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ (\\d+)\\s*");

        private final Map<String, String> environment;

        StderrTerminal(Map<String, String> environment) {
            this.environment = environment;
        }

        @Override
        public OptionalInt columns() {
            if (environment.getOrDefault("TERM", "dumb").equals("dumb") || !isTerminal()) return OptionalInt.empty();
            return OptionalInt.of(fromEnvironment().or(StderrTerminal::fromStty).orElse(DEFAULT_COLUMNS));
        }

        private static boolean isTerminal() {
            return output(new ProcessBuilder("test", "-t", "2").redirectError(Redirect.INHERIT))
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

        /// What a tool printed, if it was there and content.
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

    /// What standard error is shown on.
    @FunctionalInterface
    public interface Terminal {

        /// The width of the terminal; empty when it is none, or none that can redraw a line.
        OptionalInt columns();
    }
}
