package dev.halftone.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Lets one test JVM at a time make what all of them use. Surefire runs several side by side.
public final class BuildLock {
    private BuildLock() {}

    /// Makes something in a folder.
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /// Creates the folder and does the work while no other thread or JVM works in it.
    public static synchronized void holding(Path folder, Work work) {
        try {
            Files.createDirectories(folder);
            try (var channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                work.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
