package dev.halftone.bench.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A process that a benchmark has started.
public final class Child implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 15;
    private static final int LINES_OF_LOG = 20;

    private final String name;
    private final Process process;
    private final Path log;

    Child(String name, Process process, Path log) {
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
        var exit = awaitEnd();
        if (exit != 0) throw failed("ended with " + exit);
    }

    /// Waits for its end, and gives its exit code.
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /// Everything it has said so far.
    public String said() throws IOException {
        return Files.readString(log);
    }

    /// The last line that it has said; empty when it has said nothing.
    public String lastWord() throws IOException {
        return said().lines().reduce("", (_, line) -> line);
    }

    /// What is thrown where it does not do what it was started for.
    public IllegalStateException failed(String what) throws IOException {
        var lines = said().lines().toList();
        var last = lines.stream().skip(Math.max(0, lines.size() - LINES_OF_LOG));
        return new IllegalStateException(name + " " + what + ":\n" + last.collect(Collectors.joining("\n")));
    }

    /// Ends it and those it has started, and waits until they are gone.
    @Override
    public void close() {
        var family = process.descendants().toList();
        process.destroy();
        if (!ended()) process.destroyForcibly();
        family.forEach(ProcessHandle::destroy);
        process.onExit().join();
    }

    private boolean ended() {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
