package dev.halftone.engine.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/// An unfinished file under a temporary name. [#renameTo(Path)] gives it its final name; [#close] without that
/// deletes it.
final class TemporaryFile implements Closeable {
    private static final String SUFFIX = ".part";

    private final Path path;
    private final FileChannel channel;
    private long bytes;
    private boolean renamed;

    private TemporaryFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static TemporaryFile in(Path folder, DurableFolder.Access access) throws StorageException {
        var path = freshName(folder);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            return new TemporaryFile(path, FileChannel.open(path, options, access.ofFile(path)));
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    static Path freshName(Path folder) {
        return folder.resolve("." + UUID.randomUUID() + SUFFIX);
    }

    static boolean isPart(Path path) {
        var name = path.getFileName().toString();
        return name.startsWith(".") && name.endsWith(SUFFIX);
    }

    void write(ByteBuffer buffer) throws StorageException {
        try {
            while (buffer.hasRemaining()) bytes += channel.write(buffer);
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /// Copies the whole of another file into this one, which must be empty.
    void write(FileChannel other) throws StorageException {
        try {
            while (bytes < other.size()) bytes += other.transferTo(bytes, other.size() - bytes, channel);
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /// The number of bytes written.
    long bytes() {
        return bytes;
    }

    /// Forces the bytes to disk, then renames. So a final name never refers to bytes that a power cut can
    /// lose.
    void renameTo(Path name) throws IOException {
        channel.force(true);
        channel.close();
        Files.move(path, name, StandardCopyOption.ATOMIC_MOVE);
        renamed = true;
    }

    @Override
    public void close() throws StorageException {
        try (channel) {
            if (!renamed) Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }
}
