package dev.halftone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program of this machine that ran to its end.
public record ExternalTool(int exitCode, String output) {
    private static final long TIMEOUT_SECONDS = 120;

    /// Skips the test, with the reason, on a machine that lacks a program.
    public static void assumeInstalled(String name) {
        var places = Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"));
        assumeTrue(
                places.anyMatch(folder -> Files.isExecutable(Path.of(folder, name))),
                () -> name + " is not on this machine");
    }

    /// The same for Node, of which the examples and the checkers want a version that is still maintained.
    public static void assumeNode(Path folder) {
        assumeInstalled("node");
        var isNewEnough =
                "const [a, b] = process.versions.node.split('.'); process.exit(a > 20 || (a == 20 && b > 18) ? 0 : 1)";
        assumeTrue(run(folder, "node", "-e", isNewEnough).exitCode == 0, "node is older than 20.19");
    }

    public static ExternalTool run(Path folder, String... command) {
        return run(folder, Map.of(), command);
    }

    /// Runs a command to its end.
    ///
    /// @param variables environment variables added to those of the test
    public static ExternalTool run(Path folder, Map<String, String> variables, String... command) {
        var said = folder.resolve("said-by-" + Path.of(command[0]).getFileName() + ".txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(variables);
        try {
            var process = builder.start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(List.of(command) + " does not end: " + Files.readString(said));
            }
            return new ExternalTool(process.exitValue(), Files.readString(said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Fails the test unless it ended well.
    ///
    /// @return what it said
    public String requireSuccess() {
        assertThat(exitCode).as(output).isZero();
        return output;
    }
}
