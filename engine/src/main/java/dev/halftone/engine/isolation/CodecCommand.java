package dev.halftone.engine.isolation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command that starts a codec process.
///
/// @param command the program and its arguments
public record CodecCommand(List<String> command) {
    /// The program's only argument. With it, the program only calls [CodecProcessMain#serve].
    private static final String ARGUMENT = "code-suspects";

    /// The heap holds an image of 50 MB, its result, and the coefficients of the largest JPEG that is
    /// transcoded without decoding to pixels. libvips allocates outside the heap. A process that needs more
    /// exits, and only its image fails.
    private static final List<String> FLAGS = List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            // Crashes are expected here: write no report of hundreds of lines and no core dump of gigabytes.
            "-XX:+SuppressFatalErrorMessage",
            "-XX:-CreateCoredumpOnCrash");

    public CodecCommand {
        command = List.copyOf(command);
    }

    /// Starts this program again: the same Java, the same classes, the same main class.
    public static CodecCommand currentProgram() {
        return java(mainClassOrJar(System.getProperty("java.class.path"), System.getProperty("sun.java.command", "")));
    }

    /// Starts a program of this program's class path. For a JVM that another program started, such as a test runner.
    ///
    /// @param mainClass a class whose `main` runs [CodecProcessMain#serve] when [#isCodecProcess] says so
    public static CodecCommand ofMainClass(String mainClass) {
        return java(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    }

    private static CodecCommand java(List<String> program) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        // Where libvips is unpacked.
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(program);
        command.add(ARGUMENT);
        return new CodecCommand(command);
    }

    /// The arguments that select this program's main class or jar.
    ///
    /// @param started what this program was started with: its jar or its main class, then its arguments
    static List<String> mainClassOrJar(String classPath, String started) {
        var isJar = (started + " ").startsWith(classPath + " ");
        return isJar ? List.of("-jar", classPath) : List.of("-cp", classPath, started.split(" ", 2)[0]);
    }

    /// Whether a program started with these arguments must become a codec process.
    public static boolean isCodecProcess(String... arguments) {
        return arguments.length == 1 && arguments[0].equals(ARGUMENT);
    }
}
