package dev.halftone.engine.isolation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command that starts a process which only codes.
///
/// @param command its words
public record CodecCommand(List<String> command) {
    /// Told to the program as its only argument, so that it calls [CodecProcess#serve] and does nothing else.
    private static final String ARGUMENT = "code-suspects";

    /// An image of 50 MB, what is made of it, and the coefficients of the largest JPEG that is not made of
    /// pixels; what libvips works with is beside it. One that needs more ends, and with it its image only.
    private static final List<String> FLAGS = List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            // To crash is what it is there for: no report of hundreds of lines, no gigabytes of memory on disk.
            "-XX:+SuppressFatalErrorMessage",
            "-XX:-CreateCoredumpOnCrash");

    public CodecCommand {
        command = List.copyOf(command);
    }

    /// This very program again: the same Java, the same classes, the same main class.
    public static CodecCommand currentProgram() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        // Where libvips is unpacked.
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(
                mainClassOrJar(System.getProperty("java.class.path"), System.getProperty("sun.java.command", "")));
        command.add(ARGUMENT);
        return new CodecCommand(command);
    }

    /// @param started what this program was started with: its jar or its main class, then its arguments
    static List<String> mainClassOrJar(String classPath, String started) {
        var isJar = (started + " ").startsWith(classPath + " ");
        return isJar ? List.of("-jar", classPath) : List.of("-cp", classPath, started.split(" ", 2)[0]);
    }

    /// Whether a program with these arguments is to be a process that only codes.
    public static boolean isCodecProcess(String... arguments) {
        return arguments.length == 1 && arguments[0].equals(ARGUMENT);
    }
}
