package dev.halftone.app.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Halftone in a process of its own, started from this test's class path.
final class HalftoneProcess implements AutoCloseable {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    private final Process process;
    private final Path output;

    private HalftoneProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// Starts it; what it says goes to a file in the folder.
    static HalftoneProcess start(Path folder, String... arguments) {
        var output = folder.resolve("said-" + System.nanoTime() + ".txt");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.halftone.app.Main"));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new HalftoneProcess(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All it has said so far.
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HalftoneProcess awaitSaying(String words) {
        await(() -> {
            if (said().contains(words)) return true;
            if (!process.isAlive()) throw new AssertionError("it ended before it said so: " + said());
            return false;
        });
        return this;
    }

    /// Waits until it is as wanted, for as long as any machine may need.
    static void await(BooleanSupplier wanted) {
        var deadline = Instant.now().plus(LONG_ENOUGH);
        while (!wanted.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) throw new AssertionError("it never came to be");
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /// `kill -9`: no chance to clean up.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM, as an init system sends it.
    ///
    /// @return the exit code
    int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /// SIGINT, as Ctrl-C sends it.
    ///
    /// @return the exit code
    int interrupt() throws InterruptedException, IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        return exitCode();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS)) throw new AssertionError("it does not end");
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
