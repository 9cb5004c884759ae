package dev.halftone.engine.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The folder that holds all files of one process. It is locked against other processes while open.
///
/// | entry | content |
/// | --- | --- |
/// | `lock` | locked while a process uses the folder; contains that process's id, for people |
/// | `database/halftone.db` | the SQLite database, unless another is configured; private, because it has webhook
/// secrets |
/// | `database/native/` | SQLite's native library, unpacked at each start |
/// | `webhook-secret` | signs webhooks of requests without a secret of their own; private |
/// | `session-secret` | signs the page's sessions; private |
/// | `node` | the name of this node among those that share its database |
/// | `codecs` | the images that codecs work on and have crashed on |
/// | `uploads/` | [Uploads]; private |
/// | `images/` | [FolderImages] |
///
/// Open it once per process: POSIX releases the lock as soon as the process closes the file anywhere.
public final class DataFolder implements AutoCloseable {
    private static final String DATABASE = "database";

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Creates the folder if it is missing and locks it.
    ///
    /// @throws DataFolder.UnusableException with a message for the operator
    public static DataFolder open(Path folder) {
        var path = folder.toAbsolutePath().normalize();
        try {
            DurableFolder.createDirectories(path, DurableFolder.Access.PRIVATE);
            var lock = lock(path).orElseThrow(() -> UnusableException.inUse(path));
            DurableFolder.createDirectories(path.resolve(DATABASE), DurableFolder.Access.PRIVATE);
            return new DataFolder(path, lock);
        } catch (IOException e) {
            throw UnusableException.faulty(path, new StorageException(e));
        }
    }

    private static Optional<FileChannel> lock(Path path) throws IOException {
        var file = path.resolve("lock");
        var channel = FileChannel.open(file, Set.of(CREATE, WRITE), DurableFolder.Access.PRIVATE.ofFile(file));
        if (tryLock(channel)) {
            channel.truncate(0).write(US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
            return Optional.of(channel);
        }
        channel.close();
        return Optional.empty();
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    /// The name of this node among those that share its database: the same at each start.
    public String node() {
        var file = path.resolve("node");
        try {
            // A crash may have left it empty.
            if (Files.notExists(file) || Files.readString(file).isBlank())
                Files.writeString(file, UUID.randomUUID() + "\n");
            return "halftone-" + Files.readString(file).strip();
        } catch (IOException e) {
            throw UnusableException.faulty(path, new StorageException(e));
        }
    }

    public Path databaseFile() {
        return databaseFile(path);
    }

    /// The database file of a data folder, open or not.
    public static Path databaseFile(Path folder) {
        return folder.resolve(DATABASE).resolve("halftone.db");
    }

    public Path webhookSecret() {
        return path.resolve("webhook-secret");
    }

    public Path uploads() {
        return path.resolve("uploads");
    }

    public Path images() {
        return path.resolve("images");
    }

    /// Unlocks the folder.
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock " + path, e);
        }
    }

    /// The data folder cannot be used, so the program cannot start. The message names the folder and the
    /// reason.
    public static final class UnusableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private UnusableException(String message) {
            super(message);
        }

        private UnusableException(String message, StorageException cause) {
            super(message, cause);
        }

        static UnusableException inUse(Path path) {
            return new UnusableException(
                    "another Halftone is running on the data folder " + path + "; stop it, or choose another folder");
        }

        static UnusableException faulty(Path path, StorageException fault) {
            return new UnusableException("cannot use the data folder " + path + ": " + fault.publicMessage(), fault);
        }
    }
}
