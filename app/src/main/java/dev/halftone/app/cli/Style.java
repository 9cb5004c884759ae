package dev.halftone.app.cli;

import java.util.Map;
import java.util.function.BooleanSupplier;

/// Colors of text for a terminal. Users turn them off with `NO_COLOR` (no-color.org) or `CLICOLOR=0`, and on
/// for pipes with `CLICOLOR_FORCE` (bixense.com/clicolors).
record Style(boolean isColored) {

    static Style ofStdout(CliEnvironment cliEnvironment) {
        return of(cliEnvironment.environment(), cliEnvironment.terminal()::isStdout);
    }

    static Style ofStderr(CliEnvironment cliEnvironment) {
        return of(
                cliEnvironment.environment(),
                () -> cliEnvironment.terminal().columns().isPresent());
    }

    private static Style of(Map<String, String> environment, BooleanSupplier isTerminal) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) return new Style(false);
        if (!environment.getOrDefault("CLICOLOR_FORCE", "0").equals("0")) return new Style(true);
        var isOff = environment.getOrDefault("CLICOLOR", "1").equals("0")
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Style(!isOff && isTerminal.getAsBoolean());
    }

    String good(String text) {
        return colored("32", text);
    }

    String warning(String text) {
        return colored("33", text);
    }

    String error(String text) {
        return colored("31", text);
    }

    /// ECMA-48 §8.3.117: select graphic rendition.
    private String colored(String color, String text) {
        return isColored ? "\u001b[" + color + "m" + text + "\u001b[0m" : text;
    }
}
