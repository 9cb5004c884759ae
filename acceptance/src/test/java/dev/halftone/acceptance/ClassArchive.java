package dev.halftone.acceptance;

import dev.halftone.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Halftone's classes, loaded once and mapped by each process that the tests start (application class-data sharing,
/// JEP 350). A start then takes two thirds of the processor time, and there are more than a hundred.
///
/// The JVM archives classes of JARs only, so the JARs come first. Where Halftone itself is no JAR, as in an IDE,
/// there is no archive.
final class ClassArchive {
    private static final Path FOLDER = Path.of("target", "class-archive").toAbsolutePath();

    private ClassArchive() {}

    /// The options for a JVM that starts Halftone: class path and archive. Creates the archive if this build
    /// has none yet; test JVMs that ask for it at the same time wait for the first.
    static List<String> jvmOptions(String classPath) {
        var entries = List.of(classPath.split(":"));
        var jars = entries.stream().filter(entry -> entry.endsWith(".jar")).collect(Collectors.joining(":"));
        var folders = entries.stream().filter(entry -> !entry.endsWith(".jar")).collect(Collectors.joining(":"));
        if (!jars.contains("halftone.jar")) return List.of("-cp", classPath);
        var archive = FOLDER.resolve(Integer.toHexString(fingerprint(jars)) + ".jsa");
        BuildLock.holding(FOLDER, () -> {
            if (Files.notExists(archive)) create(archive, jars);
        });
        // Otherwise each process would write how it differs from the one that made the archive.
        return List.of(
                "-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:aot=off", "-cp", jars + ":" + folders);
    }

    /// The JVM refuses an archive of JARs that were written again since.
    private static int fingerprint(String jars) {
        return Stream.of(jars.split(":"))
                .map(jar -> jar + " " + Path.of(jar).toFile().lastModified())
                .collect(Collectors.joining("\n"))
                .hashCode();
    }

    /// The demo loads what a server and its workers need, and ends by itself.
    private static void create(Path archive, String jars) throws IOException {
        var command = new ArrayList<>(JavaCommand.QUICK_START);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", jars, Main.class.getName()));
        command.addAll(List.of(
                "demo",
                "--exit",
                "--port",
                "0",
                "--data",
                FOLDER.resolve("data").toString()));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("output.txt").toFile())
                .start();
        process.onExit().join();
        if (Files.notExists(archive)) throw new IOException(Files.readString(FOLDER.resolve("output.txt")));
    }
}
