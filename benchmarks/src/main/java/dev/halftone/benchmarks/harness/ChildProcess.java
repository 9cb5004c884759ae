package dev.halftone.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A process that a benchmark has started.
public final class ChildProcess implements AutoCloseable {
    private static final int EXIT_TIMEOUT_SECONDS = 15;
    private static final int LINES_OF_LOG = 20;

    private final String name;
    private final Process process;
    private final Path log;

    ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for its end.
    ///
    /// @throws IllegalStateException when it has not succeeded: there is no figure then
    public void awaitSuccess() throws InterruptedException, IOException {
        var exit = awaitExit();
        if (exit != 0) throw failure("ended with " + exit);
    }

    /// Waits for its end, and gives its exit code.
    int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /// Everything it has said so far.
    public String output() throws IOException {
        return Files.readString(log);
    }

    /// The last line that it has said; empty when it has said nothing.
    public String lastLine() throws IOException {
        return output().lines().reduce("", (_, line) -> line);
    }

    /// What is thrown where it does not do what it was started for.
    public IllegalStateException failure(String what) throws IOException {
        var lines = output().lines().toList();
        var last = lines.stream().skip(Math.max(0, lines.size() - LINES_OF_LOG));
        return new IllegalStateException(name + " " + what + ":\n" + last.collect(Collectors.joining("\n")));
    }

    /// Ends it and those it has started, and waits until they are gone.
    @Override
    public void close() {
        var family = process.descendants().toList();
        process.destroy();
        if (!exitsInTime()) process.destroyForcibly();
        family.forEach(ProcessHandle::destroy);
        process.onExit().join();
    }

    private boolean exitsInTime() {
        try {
            return process.waitFor(EXIT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
