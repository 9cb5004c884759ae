package dev.halftone.app.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// The screen of this process, as the system's own tools see it: the JDK cannot tell whether standard error alone is a
/// terminal, nor how wide it is. Where those tools are missing there is no terminal.
final class StandardErrorScreen implements Screen {
    private static final int USUAL_COLUMNS = 80;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ (\\d+)\\s*");

    private final Map<String, String> environment;

    StandardErrorScreen(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public OptionalInt columns() {
        if (environment.getOrDefault("TERM", "dumb").equals("dumb") || !isTerminal()) return OptionalInt.empty();
        return OptionalInt.of(told().or(StandardErrorScreen::measured).orElse(USUAL_COLUMNS));
    }

    private static boolean isTerminal() {
        return output(new ProcessBuilder("test", "-t", "2").redirectError(Redirect.INHERIT))
                .isPresent();
    }

    private Optional<Integer> told() {
        return Optional.ofNullable(environment.get("COLUMNS"))
                .filter(columns -> columns.matches("[1-9]\\d{0,3}"))
                .map(Integer::valueOf);
    }

    private static Optional<Integer> measured() {
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
