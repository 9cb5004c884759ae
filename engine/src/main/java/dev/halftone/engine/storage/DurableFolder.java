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

/// A folder, flat, whose files appear whole or not at all and survive a power cut once [#commit] has returned.
///
/// 1. Bytes are written to a [TemporaryFile] in the same folder, and forced to disk.
/// 2. It is renamed in one step (`rename(2)`); readers see the old file or the new one, never a part.
/// 3. The folder is forced, so that the name is on disk too; once for all names that came meanwhile.
final class DurableFolder {
    /// Nothing is written for an hour and still wanted: publishing takes a fraction of a second, and an upload
    /// that has stood still for so long has timed out. So nobody needs to know who is writing what, on this
    /// node or another.
    static final Duration STALE_AFTER = Duration.ofHours(1);

    private static final int PROBE_BYTES = 64 * 1024;

    private final Path path;
    private final Access access;
    private final InstantSource clock;
    private final GroupSync names;

    /// Makes the folder where there is none.
    DurableFolder(Path path, Access access, InstantSource clock) throws IOException {
        this.path = path.toAbsolutePath().normalize();
        this.access = access;
        this.clock = clock;
        this.names = new GroupSync(() -> force(this.path));
        make(this.path, access);
    }

    /// Makes a folder and those above it, each entry forced to disk; leaves alone what is there.
    static void make(Path folder, Access access) throws IOException {
        var parent = folder.getParent();
        if (parent == null || Files.isDirectory(folder)) return;
        make(parent, access);
        Files.createDirectories(folder, access.ofFolder(folder));
        force(parent);
    }

    TemporaryFile create() throws StorageException {
        return TemporaryFile.in(path, access);
    }

    /// Gives the finished part its name, in place of any file that had it.
    void commit(TemporaryFile part, String name) throws StorageException {
        try {
            part.renameTo(file(name));
            names.await();
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /// Gives a kept file a second name, in place of any file that had it. Either can be deleted without the
    /// other.
    ///
    /// @return whether there is such a file
    boolean linkOrCopy(String kept, String name) throws StorageException {
        return link(kept, name) || copy(kept, name);
    }

    /// The bytes are on disk already, so that only the name is to be forced. Answers false where there is
    /// nothing to link, where the disk knows no links, and where it allows the file no more of them (ext4:
    /// 65,000).
    private boolean link(String kept, String name) throws StorageException {
        var part = TemporaryFile.freshName(path);
        try {
            Files.createLink(part, file(kept));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
        // Where both are links to one file already, because a twin was here before, rename(2) leaves the part.
        try (Closeable _ = () -> Files.deleteIfExists(part)) {
            Files.move(part, file(name), StandardCopyOption.ATOMIC_MOVE);
            names.await();
            return true;
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /// Answers whether there was anything to copy.
    boolean copy(String kept, String name) throws StorageException {
        try (var bytes = FileChannel.open(file(kept));
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

    /// What keeps files from being written here, in words that name no path; empty when nothing does.
    Optional<String> problem() {
        try (var probe = create()) {
            probe.write(ByteBuffer.allocate(PROBE_BYTES));
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of(path.getFileName() + ": " + e.publicMessage());
        }
    }

    private static void force(Path folder) throws IOException {
        // Opened anew each time: an interrupt closes the channel it meets.
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

    /// Deletes parts, and other files that are `unwanted`, unless they were written to within the last hour.
    ///
    /// @return how many
    int deleteStale(Predicate<Path> unwanted) throws IOException {
        return deleteStale(unwanted, clock.instant().minus(STALE_AFTER));
    }

    /// Deletes them however lately they were written to. Only before anybody writes here.
    ///
    /// @return how many
    int deleteAll(Predicate<Path> unwanted) throws IOException {
        return deleteStale(unwanted, Instant.MAX);
    }

    private int deleteStale(Predicate<Path> unwanted, Instant before) throws IOException {
        var swept = 0;
        try (var files = Files.newDirectoryStream(path, file -> TemporaryFile.isPart(file) || unwanted.test(file))) {
            for (var file : files) {
                if (isOlder(file, before) && Files.deleteIfExists(file)) swept++;
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return swept;
    }

    private static boolean isOlder(Path file, Instant moment) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (NoSuchFileException e) {
            // Published, or swept by another node, since the folder was listed.
            return false;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /// Who on this machine may read what is kept. On file systems without POSIX permissions the folder's own
    /// rules hold.
    enum Access {
        /// As the process's umask has it.
        USUAL("rwxrwxrwx", "rw-rw-rw-"),
        /// Nobody but the user that runs this process.
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
