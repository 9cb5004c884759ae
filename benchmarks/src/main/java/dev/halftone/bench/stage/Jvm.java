package dev.halftone.bench.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs Java programs as `./halftone` runs its own.
public final class Jvm {
    /// `./bench` passes on with which flags that is.
    private static final String FLAGS = "bench.jvm";

    /// What `./halftone` sets beside the flags.
    public static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    private Jvm() {}

    /// The command that runs a program.
    ///
    /// @param classPath its parts, in the order in which classes are looked for
    public static List<String> command(List<String> classPath, String main) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty(FLAGS, "-Xms32m").split(" ", -1)));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", String.join(":", classPath), main));
        return command;
    }
}
