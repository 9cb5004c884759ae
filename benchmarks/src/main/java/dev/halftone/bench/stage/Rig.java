package dev.halftone.bench.stage;

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
public final class Rig implements AutoCloseable {
    private static final int ATTEMPTS = 100;

    private final Path folder;
    private final Deque<Runnable> endings = new ArrayDeque<>();
    private boolean closed;

    private Rig(Path folder) {
        this.folder = folder;
    }

    public static Rig open() throws IOException {
        var rig = new Rig(Files.createTempDirectory("halftone-bench-"));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(rig::close));
        return rig;
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
    public synchronized Child start(String name, ProcessBuilder process) throws IOException {
        if (closed) throw new IllegalStateException("the benchmark has been ended");
        var log = folder.resolve(name + ".log");
        var started =
                process.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        var child = new Child(name, started, log);
        endings.push(child::close);
        return child;
    }

    /// Has something done when it is closed.
    public synchronized void atTheEnd(Runnable ending) {
        endings.push(ending);
    }

    /// Ends what was started, the last first, and removes the folder. A second call has nothing left to do.
    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        endings.forEach(Runnable::run);
        delete(folder);
    }

    /// Removes a folder and all that is in it. Somebody else may be about to do the same, or still be writing:
    /// at Ctrl-C, the benchmark goes on until the process ends.
    public static void delete(Path folder) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) if (isGone(folder)) return;
        throw new IllegalStateException("cannot remove " + folder);
    }

    private static boolean isGone(Path folder) {
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
