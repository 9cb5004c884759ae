package dev.halftone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The result of a program of this machine that has ended.
///
/// @param output its standard output; that of [#run] includes standard error
public record ExternalTool(int exitCode, String output) {
    private static final long TIMEOUT_SECONDS = 120;

    /// Finds a program on the PATH, or in `/usr/sbin`, where nginx is and users do not look.
    public static Optional<Path> find(String name) {
        var path = System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator, -1);
        return Stream.concat(Stream.of(path), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Skips the test, with the reason, on a machine that lacks a program.
    public static void assumeInstalled(String name) {
        assumeTrue(find(name).isPresent(), () -> name + " is not installed");
    }

    /// Skips the test unless Node is a version that is still maintained: the examples and the checkers need
    /// one.
    ///
    /// @param folder for files that the check writes
    public static void assumeNode(Path folder) {
        assumeInstalled("node");
        var isNewEnough =
                "const [a, b] = process.versions.node.split('.'); process.exit(a > 20 || (a == 20 && b > 18) ? 0 : 1)";
        assumeTrue(run(folder, "node", "-e", isNewEnough).exitCode == 0, "node is older than 20.19");
    }

    public static ExternalTool run(Path folder, String... command) {
        return run(folder, Map.of(), command);
    }

    /// Runs a command until it ends.
    ///
    /// @param folder its working directory, where its output is also kept
    /// @param variables environment variables in addition to those of the test
    public static ExternalTool run(Path folder, Map<String, String> variables, String... command) {
        var output = folder.resolve("output-of-" + Path.of(command[0]).getFileName() + ".txt");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        return run(builder, folder, output);
    }

    /// Runs a command until it ends, without its standard error in the output: a JVM may write warnings there.
    ///
    /// @throws AssertionError with its standard error if it fails
    public static String standardOutput(Path folder, List<String> command) {
        var errors = folder.resolve("errors.txt");
        var builder = new ProcessBuilder(command).redirectError(errors.toFile());
        var result = run(builder, folder, folder.resolve("output.txt"));
        if (result.exitCode != 0) throw new AssertionError(command + ": " + ProjectFiles.read(errors));
        return result.output;
    }

    private static ExternalTool run(ProcessBuilder builder, Path folder, Path output) {
        try {
            var process = builder.directory(folder.toFile())
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectOutput(output.toFile())
                    .start();
            try {
                if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    throw new AssertionError(builder.command() + " does not end: " + Files.readString(output));
                return new ExternalTool(process.exitValue(), Files.readString(output));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Fails the test unless the exit code is 0.
    ///
    /// @return the output
    public String requireSuccess() {
        assertThat(exitCode).as(output).isZero();
        return output;
    }

    /// Returns a port of this machine that is free now, for programs that cannot choose one themselves.
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public static boolean isListening(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
