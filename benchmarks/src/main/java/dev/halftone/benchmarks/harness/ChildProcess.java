package dev.halftone.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A process that a benchmark has started.
public final class ChildProcess implements AutoCloseable {
    private static final int EXIT_TIMEOUT_SECONDS = 15;
    private static final int LOG_LINES_SHOWN = 20;

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

    /// Waits until the process exits.
    ///
    /// @throws IllegalStateException if its exit code is not 0: then there is no figure
    public void awaitSuccess() throws InterruptedException, IOException {
        var exit = awaitExit();
        if (exit != 0) throw failure("exited with code " + exit);
    }

    /// Waits until the process exits and returns its exit code.
    int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /// Everything the process has printed so far.
    public String output() throws IOException {
        return Files.readString(log);
    }

    /// The last line printed so far; empty if there is none.
    public String lastLine() throws IOException {
        return output().lines().reduce("", (_, line) -> line);
    }

    /// An exception whose message names the process, the problem, and the last lines of its log.
    public IllegalStateException failure(String problem) throws IOException {
        var lines = output().lines().toList();
        var lastLines = lines.stream().skip(Math.max(0, lines.size() - LOG_LINES_SHOWN));
        return new IllegalStateException(name + " " + problem + ":\n" + lastLines.collect(Collectors.joining("\n")));
    }

    /// Ends the process and its descendants, and waits until the process has exited.
    @Override
    public void close() {
        var descendants = process.descendants().toList();
        process.destroy();
        if (!exitsInTime()) process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroy);
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
