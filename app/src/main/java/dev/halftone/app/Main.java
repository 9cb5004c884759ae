package dev.halftone.app;

import dev.halftone.app.cli.Program;
import dev.halftone.app.cli.Surroundings;

/// The process: one run of the command line.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ProcessEnd.with(new Program(Surroundings.ofThisProcess()).run(arguments));
    }
}
