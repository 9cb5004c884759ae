package dev.halftone.acceptance;

import dev.halftone.app.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command that starts a Java program in another process, with the class path of the tests.
public final class JavaCommand {
    /// The start of every command. No process lives long enough for C2 to pay off.
    static final List<String> QUICK_START = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED");

    /// Surefire's own class path is a manifest-only JAR; elsewhere the JVM's class path is the tests'.
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private JavaCommand() {}

    /// Returns the command that starts Halftone.
    ///
    /// @param jvmOptions in addition to those for a quick start
    public static List<String> of(List<String> jvmOptions, List<String> arguments) {
        return of(Main.class, jvmOptions, arguments);
    }

    /// Returns the command that starts a main class.
    ///
    /// @param jvmOptions in addition to those for a quick start
    public static List<String> of(Class<?> main, List<String> jvmOptions, List<String> arguments) {
        var command = new ArrayList<>(QUICK_START);
        command.addAll(ClassArchive.jvmOptions(CLASS_PATH));
        command.addAll(jvmOptions);
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }
}
