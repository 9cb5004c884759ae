package dev.halftone.app.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The file of API keys, one line each. `./halftone keys` writes it and every server reads it. It holds no keys, only
/// digests. Still only its owner may read it, because it names the clients.
///
/// ``` # id  name  sha256 of the key  made at 9f2c41d07a5be863	webshop	5e8848…	2026-01-01T00:00:00Z ```
public record ApiKeyFile(Path path) {
    /// A file lock excludes other processes, not other threads.
    private static final Lock IN_THIS_PROCESS = new ReentrantLock();

    private static final String HEADING =
            "# API keys of Halftone: id, name, SHA-256 of the key, creation time. Written by `halftone keys`.";

    /// Reads all keys; a missing file has none.
    ///
    /// @throws IOException when it cannot be read or understood
    public ApiKeys read() throws IOException {
        if (Files.notExists(path)) return ApiKeys.EMPTY;
        var holders = new ArrayList<ApiKeys.Entry>();
        var number = 0;
        for (var line : Files.readAllLines(path, UTF_8)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) holders.add(parse(line, number));
        }
        return new ApiKeys(holders);
    }

    private ApiKeys.Entry parse(String line, int number) throws IOException {
        var fields = line.split("\t", -1);
        try {
            if (fields.length != 4) throw new IllegalArgumentException("expected four fields separated by tabs");
            return new ApiKeys.Entry(fields[0], fields[1], fields[2], Instant.parse(fields[3]));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(path + ", line " + number + ": " + e.getMessage(), e);
        }
    }

    /// Adds a key, unless there is one of that name.
    ///
    /// @return whether it was added
    public boolean add(ApiKeys.Entry entry) throws IOException {
        return change(lines -> {
            if (hasName(lines, entry.name())) return false;
            lines.add(line(entry));
            return true;
        });
    }

    /// Removes a key, which revokes it.
    ///
    /// @return whether there was a key of that name
    public boolean remove(String name) throws IOException {
        return change(lines -> lines.removeIf(line -> isOf(line, name)));
    }

    private static boolean hasName(List<String> lines, String name) {
        return lines.stream().anyMatch(line -> isOf(line, name));
    }

    private static boolean isOf(String line, String name) {
        var fields = line.split("\t", -1);
        return !line.startsWith("#") && fields.length == 4 && fields[1].equals(name);
    }

    /// Changes the lines of the file, and keeps those that an operator has added. One process at a time: each
    /// sees the changes of those before it. The file is replaced as a whole, so that a server reading meanwhile
    /// sees all of a change or none of it.
    ///
    /// @param change returns whether it has changed anything
    private boolean change(Predicate<List<String>> change) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        // Through a link, the file it names.
        var file = Files.exists(path) ? path.toRealPath() : path;
        // Beside the file, because the file itself is replaced.
        var lockFile = sibling(file, ".lock");
        IN_THIS_PROCESS.lock();
        try (var channel = FileChannel.open(lockFile, Set.of(CREATE, WRITE), ownerOnly(lockFile));
                var _ = channel.lock()) {
            read();
            var lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file, UTF_8) : List.of(HEADING));
            if (!change.test(lines)) return false;
            replace(file, lines);
            return true;
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static void replace(Path file, List<String> lines) throws IOException {
        var part = sibling(file, ".part");
        Files.deleteIfExists(part);
        try (var channel = FileChannel.open(part, Set.of(CREATE_NEW, WRITE), ownerOnly(part))) {
            channel.write(UTF_8.encode(String.join("\n", lines) + "\n"));
            channel.force(true);
        }
        if (Files.exists(file)) copyAccess(file, part);
        Files.move(part, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    /// The service's user may be another one, who reads the file through its group.
    private static void copyAccess(Path file, Path part) throws IOException {
        if (!isPosix(file)) return;
        var from = Files.readAttributes(file, PosixFileAttributes.class);
        var to = Files.getFileAttributeView(part, PosixFileAttributeView.class);
        if (!to.readAttributes().owner().equals(from.owner())) to.setOwner(from.owner());
        if (!to.readAttributes().group().equals(from.group())) to.setGroup(from.group());
        to.setPermissions(from.permissions());
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String line(ApiKeys.Entry entry) {
        return String.join(
                "\t",
                entry.id(),
                entry.name(),
                entry.digest(),
                entry.createdAt().toString());
    }
}
