package dev.halftone.acceptance;

import dev.halftone.app.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command that starts a program in a process of its own, from this test's class path.
public final class JavaCommand {
    private JavaCommand() {}

    /// The command of Halftone itself.
    ///
    /// @param flags of the JVM, beside those that let it start quickly
    public static List<String> of(List<String> flags, List<String> arguments) {
        return of(Main.class, flags, arguments);
    }

    /// The same with another main class.
    public static List<String> of(Class<?> main, List<String> flags, List<String> arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                // None lives long enough for C2 to pay.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(flags);
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }
}
