package dev.halftone.acceptance.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program of this machine, run to its end.
final class Program {
    private static final long TIMEOUT_SECONDS = 120;

    private Program() {}

    /// Where the machine has it; empty where it has not.
    static Optional<Path> find(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// What it writes to standard output.
    ///
    /// @param folder where it runs, and leaves what it says
    /// @throws AssertionError with its complaints when it fails, or does not end
    static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        var out = folder.resolve("out");
        var complaints = folder.resolve("complaints");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(complaints.toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) throw new AssertionError(command + " hangs");
            if (process.exitValue() != 0) throw new AssertionError(command + ": " + Files.readString(complaints));
            return Files.readString(out, UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }
}
