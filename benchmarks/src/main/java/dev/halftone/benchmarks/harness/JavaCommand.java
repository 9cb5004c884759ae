package dev.halftone.benchmarks.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs Java programs as `./halftone` runs its own.
public final class JavaCommand {
    /// `./bench` passes on with which flags that is.
    private static final String FLAGS = "benchmarks.jvm";
    /// And those that `run` has beside them.
    private static final String RUN_FLAGS = "benchmarks.jvm.run";

    /// What `./halftone` sets beside the flags.
    public static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    private JavaCommand() {}

    /// The command that runs a program.
    ///
    /// @param classPath its parts, in the order in which classes are looked for
    public static List<String> command(List<String> classPath, String main) {
        return command(flags(FLAGS), classPath, main);
    }

    /// The same, as `./halftone run` is run.
    public static List<String> runCommand(List<String> classPath, String main) {
        return command(Stream.concat(flags(FLAGS), flags(RUN_FLAGS)), classPath, main);
    }

    private static List<String> command(Stream<String> flags, List<String> classPath, String main) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        flags.forEach(command::add);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", String.join(":", classPath), main));
        return command;
    }

    private static Stream<String> flags(String property) {
        return Stream.of(System.getProperty(property, "").split(" ", -1)).filter(flag -> !flag.isEmpty());
    }
}
