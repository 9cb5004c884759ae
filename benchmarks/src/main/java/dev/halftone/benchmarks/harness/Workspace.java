package dev.halftone.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/// A temporary folder, and the processes started for a benchmark. Both are gone when it is closed, and it is
/// closed when this process is told to end, too.
public final class Workspace implements AutoCloseable {
    private static final int ATTEMPTS = 100;

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

    /// Private to this user.
    public Path folder() {
        return folder;
    }

    /// A new folder in that one.
    public Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /// Starts a process. What it says goes into a file of that name.
    public synchronized ChildProcess start(String name, ProcessBuilder process) throws IOException {
        if (closed) throw new IllegalStateException("the benchmark has been ended");
        var log = folder.resolve(name + ".log");
        var started =
                process.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        var childProcess = new ChildProcess(name, started, log);
        closeActions.push(childProcess::close);
        return childProcess;
    }

    /// Has something done when it is closed.
    public synchronized void onClose(Runnable ending) {
        closeActions.push(ending);
    }

    /// Ends what was started, the last first, and removes the folder. A second call has nothing left to do.
    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        closeActions.forEach(Runnable::run);
        delete(folder);
    }

    /// Removes a folder and all that is in it. Somebody else may be about to do the same, or still be writing:
    /// at Ctrl-C, the benchmark goes on until the process ends.
    public static void delete(Path folder) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) if (tryDelete(folder)) return;
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
