package dev.halftone.engine.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/// A flat folder whose files appear complete or not at all, and survive a power cut once [#commit] has returned.
///
/// 1. Bytes are written to a [TemporaryFile] in the same folder and forced to disk.
/// 2. The file is renamed atomically (`rename(2)`): readers see the old file or the new one, never a part.
/// 3. The folder is forced, so that the name is on disk too, once for all names that arrived meanwhile.
final class DurableFolder {
    /// A temporary file untouched for an hour is abandoned: publishing takes a fraction of a second, and an
    /// upload that stood still for so long has timed out. So nodes need not know what others are writing.
    static final Duration STALE_AFTER = Duration.ofHours(1);

    private static final int PROBE_BYTES = 64 * 1024;

    private final Path path;
    private final Access access;
    private final InstantSource clock;
    private final GroupSync folderSync;

    /// Creates the folder if it is missing.
    DurableFolder(Path path, Access access, InstantSource clock) throws IOException {
        this.path = path.toAbsolutePath().normalize();
        this.access = access;
        this.clock = clock;
        this.folderSync = new GroupSync(() -> force(this.path));
        createDirectories(this.path, access);
    }

    /// Creates a folder and its missing parents, and forces each new entry to disk.
    static void createDirectories(Path folder, Access access) throws IOException {
        var parent = folder.getParent();
        if (parent == null || Files.isDirectory(folder)) return;
        createDirectories(parent, access);
        Files.createDirectories(folder, access.ofFolder(folder));
        force(parent);
    }

    TemporaryFile create() throws StorageException {
        return TemporaryFile.in(path, access);
    }

    /// Gives the finished temporary file its name and replaces any file that had it.
    void commit(TemporaryFile part, String name) throws StorageException {
        try {
            part.renameTo(file(name));
            folderSync.await();
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /// Gives an existing file a second name and replaces any file that had it. Each can be deleted without
    /// the other.
    ///
    /// @return whether the file exists
    boolean linkOrCopy(String existing, String name) throws StorageException {
        return link(existing, name) || copy(existing, name);
    }

    /// Only the name needs to be forced, because the bytes are on disk already. Returns false if the file
    /// does not exist, the file system has no hard links, or the file has as many as allowed (ext4:
    /// 65,000).
    private boolean link(String existing, String name) throws StorageException {
        var part = TemporaryFile.freshName(path);
        try {
            Files.createLink(part, file(existing));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
        // If both names already link to one file, because another attempt got here first, rename(2) leaves the
        // part.
        try (Closeable _ = () -> Files.deleteIfExists(part)) {
            Files.move(part, file(name), StandardCopyOption.ATOMIC_MOVE);
            folderSync.await();
            return true;
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /// Returns whether the file exists.
    boolean copy(String existing, String name) throws StorageException {
        try (var bytes = FileChannel.open(file(existing));
                var part = create()) {
            part.write(bytes);
            commit(part, name);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /// Why files cannot be written here, in a message without a path; empty if they can.
    Optional<String> problem() {
        try (var probe = create()) {
            probe.write(ByteBuffer.allocate(PROBE_BYTES));
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of(path.getFileName() + ": " + e.publicMessage());
        }
    }

    /// Forces the names in a folder to disk.
    static void force(Path folder) throws IOException {
        // Opened each time, because an interrupt closes the channel in use.
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    /// Deletes temporary files and `unwanted` files that were not written to within the last hour.
    ///
    /// @return how many
    int deleteStale(Predicate<Path> unwanted) throws IOException {
        return deleteStale(unwanted, clock.instant().minus(STALE_AFTER));
    }

    /// Deletes temporary files and `unwanted` files of any age. Only before anything is written here.
    ///
    /// @return how many
    int deleteAll(Predicate<Path> unwanted) throws IOException {
        return deleteStale(unwanted, Instant.MAX);
    }

    private int deleteStale(Predicate<Path> unwanted, Instant before) throws IOException {
        var deleted = 0;
        try (var files = Files.newDirectoryStream(path, file -> TemporaryFile.isPart(file) || unwanted.test(file))) {
            for (var file : files) {
                if (isOlder(file, before) && Files.deleteIfExists(file)) deleted++;
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return deleted;
    }

    private static boolean isOlder(Path file, Instant moment) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (NoSuchFileException e) {
            // Published or deleted by another node since the folder was listed.
            return false;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /// Who may read the files on this machine. Without POSIX permissions, the rules of the file system
    /// apply.
    enum Access {
        /// According to the umask of the process.
        DEFAULT("rwxrwxrwx", "rw-rw-rw-"),
        /// Only the user that runs this process.
        PRIVATE("rwx------", "rw-------");

        private final String ofFolders;
        private final String ofFiles;

        Access(String ofFolders, String ofFiles) {
            this.ofFolders = ofFolders;
            this.ofFiles = ofFiles;
        }

        FileAttribute<?>[] ofFolder(Path folder) {
            return attributes(folder, ofFolders);
        }

        FileAttribute<?>[] ofFile(Path file) {
            return attributes(file, ofFiles);
        }

        private static FileAttribute<?>[] attributes(Path path, String permissions) {
            if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
            return new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
            };
        }
    }
}
