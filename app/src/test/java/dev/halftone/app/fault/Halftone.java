package dev.halftone.app.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts the program in a process of its own, from this test's class path.
final class Halftone {
    private Halftone() {}

    /// @param folder where it runs, and where what it says goes to the file `said`
    static Process start(Path folder, List<String> jvm, List<String> arguments) {
        try {
            return builder(jvm, arguments)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ProcessBuilder builder(List<String> jvm, List<String> arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(jvm);
        command.add("dev.halftone.app.Main");
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }
}
