package dev.halftone.benchmarks.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Builds commands that run Java programs with the same flags as `./halftone`.
public final class JavaCommand {
    /// The property in which `./bench` passes the JVM flags.
    private static final String FLAGS = "benchmarks.jvm";
    /// The property with the additional JVM flags of `halftone run`.
    private static final String RUN_FLAGS = "benchmarks.jvm.run";

    /// The environment variables that `./halftone` sets in addition to the flags.
    public static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    private JavaCommand() {}

    /// The command that runs a program.
    ///
    /// @param classPath its entries, in search order
    public static List<String> command(List<String> classPath, String main) {
        return command(flags(FLAGS), classPath, main);
    }

    /// The command that runs a program with the flags of `./halftone run`.
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
