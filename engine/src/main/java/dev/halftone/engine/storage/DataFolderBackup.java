package dev.halftone.engine.storage;

import dev.halftone.engine.database.SqliteSnapshot;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Copies a data folder with an SQLite database while a server uses it. The copy is a data folder itself.
///
/// 1. Uploads and images are copied, then the database, then the uploads and images that came meanwhile: whatever the
///    copied database names was there before its moment. Files that are deleted in between stay in the copy.
/// 2. The bytes of uploads and images never change, so a hard link is a copy, where the file system has hard links.
/// 3. The copy is made under a temporary name beside its own, and renamed when all of it is on disk.
public final class DataFolderBackup {
    /// Only the process that uses the folder needs them.
    private static final Set<String> LEFT_OUT = Set.of("lock", "node", "codecs");

    private final Path data;
    private final Path database;
    private final Path target;
    private final Path part;
    private final Set<String> others = new TreeSet<>();
    private long linked;
    private long copied;

    /// @param database the file of the database, in the data folder or elsewhere
    /// @param target does not exist, or is an empty folder
    public DataFolderBackup(Path data, Path database, Path target) {
        this.data = data;
        this.database = database;
        this.target = target.toAbsolutePath().normalize();
        this.part = this.target.resolveSibling("." + this.target.getFileName() + ".halftone-backup.part");
    }

    /// What was copied.
    ///
    /// @param linked how many uploads and images are hard links
    /// @param copied how many are copies
    /// @param others the other files, by name: secrets, and key files that are in the data folder
    public record Summary(long databaseBytes, long linked, long copied, Set<String> others) {
        public Summary {
            others = new TreeSet<>(others);
        }
    }

    /// Makes the copy. Killed halfway, it leaves a hidden folder that the next one for this target removes.
    ///
    /// @throws IOException if something cannot be copied, or the thread is interrupted; then there is no copy
    public Summary run() throws IOException {
        delete(part);
        try {
            DurableFolder.createDirectories(part, DurableFolder.Access.PRIVATE);
            copyStored();
            var bytes = copyDatabase();
            copyStored();
            copyOthers();
            DurableFolder.force(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            DurableFolder.force(Objects.requireNonNull(target.getParent()));
            return new Summary(bytes, linked, copied, others);
        } finally {
            delete(part);
        }
    }

    private void copyStored() throws IOException {
        copyNew("uploads", DurableFolder.Access.PRIVATE);
        copyNew("images", DurableFolder.Access.DEFAULT);
    }

    /// Copies the files of a folder that the copy does not have yet.
    private void copyNew(String name, DurableFolder.Access access) throws IOException {
        var folder = part.resolve(name);
        DurableFolder.createDirectories(folder, access);
        try (var files = Files.newDirectoryStream(data.resolve(name), file -> !TemporaryFile.isPart(file))) {
            for (var file : files) {
                if (Thread.currentThread().isInterrupted()) throw new InterruptedIOException();
                linkOrCopy(file, folder.resolve(file.getFileName()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        DurableFolder.force(folder);
    }

    private void linkOrCopy(Path file, Path copy) throws IOException {
        try {
            if (isCopied(file, copy)) return;
            if (link(file, copy)) linked++;
            else {
                copy(file, copy);
                copied++;
            }
        } catch (NoSuchFileException e) {
            // Its request was deleted since the folder was listed.
            if (Files.exists(file)) throw e;
        }
    }

    /// An image is published again under its name if a crash came before its row, and its source may have changed.
    private static boolean isCopied(Path file, Path copy) throws IOException {
        if (Files.notExists(copy)) return false;
        if (Files.size(copy) == Files.size(file)) return true;
        Files.delete(copy);
        return false;
    }

    /// Returns false where there are no hard links: on another file system, for files of another user, or beyond as
    /// many as a file may have.
    private static boolean link(Path file, Path copy) throws NoSuchFileException {
        try {
            Files.createLink(copy, file);
            return true;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static void copy(Path file, Path copy) throws IOException {
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        force(copy);
    }

    private static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private long copyDatabase() throws IOException {
        var copy = DataFolder.databaseFile(part);
        var folder = Objects.requireNonNull(copy.getParent());
        DurableFolder.createDirectories(folder, DurableFolder.Access.PRIVATE);
        SqliteSnapshot.write(database, copy);
        force(copy);
        DurableFolder.force(folder);
        return Files.size(copy);
    }

    /// The secrets, and what an operator keeps beside them.
    private void copyOthers() throws IOException {
        try (var files = Files.newDirectoryStream(data, DataFolderBackup::isOther)) {
            for (var file : files) {
                copy(file, part.resolve(file.getFileName()));
                others.add(file.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static boolean isOther(Path file) {
        var name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && !LEFT_OUT.contains(name)
                && !name.endsWith(".lock")
                && !name.endsWith(".part")
                && !name.contains(".log");
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) return;
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, @Nullable IOException failure) throws IOException {
                if (failure != null) throw failure;
                Files.delete(path);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
