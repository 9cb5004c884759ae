package dev.halftone.app;

import dev.halftone.app.cli.Cli;
import dev.halftone.app.cli.CliEnvironment;

/// The process: one run of the command line.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new Cli(CliEnvironment.ofCurrentProcess()).run(arguments));
    }
}
