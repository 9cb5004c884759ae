package dev.halftone.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/// A temporary folder and the processes started for a benchmark. Closing it removes both. A shutdown hook closes it
/// if this process is told to end.
public final class Workspace implements AutoCloseable {
    private static final int MAX_DELETE_ATTEMPTS = 100;

    private final Path folder;
    private final Deque<Runnable> closeActions = new ArrayDeque<>();
    private boolean closed;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    public static Workspace open() throws IOException {
        var workspace = new Workspace(Files.createTempDirectory("halftone-bench-"));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(workspace::close));
        return workspace;
    }

    /// The temporary folder, which only this user can read.
    public Path folder() {
        return folder;
    }

    /// Creates a subfolder, unless it exists.
    public Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /// Starts a process. Its output goes to `NAME.log` in the folder.
    public synchronized ChildProcess start(String name, ProcessBuilder process) throws IOException {
        if (closed) throw new IllegalStateException("the workspace is closed");
        var log = folder.resolve(name + ".log");
        var started =
                process.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        var childProcess = new ChildProcess(name, started, log);
        closeActions.push(childProcess::close);
        return childProcess;
    }

    /// Registers an action to run when the workspace is closed.
    public synchronized void onClose(Runnable action) {
        closeActions.push(action);
    }

    /// Runs the close actions, the last registered first, and removes the folder. A second call does nothing.
    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        closeActions.forEach(Runnable::run);
        delete(folder);
    }

    /// Removes a folder and its contents. Retries, because another thread may be deleting or writing at the
    /// same time: after Ctrl-C, the benchmark continues until the process ends.
    public static void delete(Path folder) {
        for (var attempt = 0; attempt < MAX_DELETE_ATTEMPTS; attempt++) if (tryDelete(folder)) return;
        throw new IllegalStateException("cannot remove " + folder);
    }

    private static boolean tryDelete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
            return true;
        } catch (NoSuchFileException e) {
            return e.getFile().equals(folder.toString());
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
