package dev.halftone.engine.zip;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/// A temporary file for what does not belong in memory.
public final class ScratchFile {
    private ScratchFile() {}

    /// Opens an empty file for reading and writing. It is gone when it is closed, or when the process dies.
    public static FileChannel open() throws IOException {
        var path = Files.createTempFile("halftone-", ".tmp");
        var file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        // An open file survives without its name, and a crash leaves nothing behind.
        Files.deleteIfExists(path);
        return file;
    }
}
