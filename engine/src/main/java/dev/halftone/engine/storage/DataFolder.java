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

/// The folder in which one Halftone keeps everything, locked against a second one for as long as it is open.
///
/// | in it | what |
/// | --- | --- |
/// | `lock` | held while a process uses the folder; its text is that process's id, for people |
/// | `database/halftone.db` | the ledger, unless it is elsewhere; private, for it knows the webhooks' secrets |
/// | `database/native/` | SQLite's native library, unpacked at each start |
/// | `webhook-secret` | signs for requests that brought no secret; private |
/// | `node` | what this process is called among those that share its database |
/// | `codecs` | what codecs are at work on, and what they have crashed on |
/// | `uploads/` | [Uploads]; private |
/// | `images/` | [FolderStorage] |
///
/// Open it once in a process: POSIX takes a lock away as soon as its process closes the file anywhere.
public final class DataFolder implements AutoCloseable {
    private static final String DATABASE = "database";

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Makes the folder where there is none, and locks it.
    ///
    /// @throws DataFolder.UnusableException with what is wrong, for whoever started the program
    public static DataFolder open(Path folder) {
        var path = folder.toAbsolutePath().normalize();
        try {
            DurableFolder.make(path, DurableFolder.Access.PRIVATE);
            var lock = lock(path).orElseThrow(() -> UnusableException.inUse(path));
            DurableFolder.make(path.resolve(DATABASE), DurableFolder.Access.PRIVATE);
            return new DataFolder(path, lock);
        } catch (IOException e) {
            throw UnusableException.faulty(path, new StorageException(e));
        }
    }

    private static Optional<FileChannel> lock(Path path) throws IOException {
        var file = path.resolve("lock");
        var channel = FileChannel.open(file, Set.of(CREATE, WRITE), DurableFolder.Access.PRIVATE.ofFile(file));
        if (isOurs(channel)) {
            channel.truncate(0).write(US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
            return Optional.of(channel);
        }
        channel.close();
        return Optional.empty();
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    /// What the process that has this folder is called among those that share its database: each time the same.
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
        return path.resolve(DATABASE).resolve("halftone.db");
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

    /// Lets the next process have the folder.
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock " + path, e);
        }
    }

    /// The data folder cannot be used, so the program cannot start. The message says which folder and why.
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
