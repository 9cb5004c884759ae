package dev.halftone.app.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The file of API keys, one line each. `./halftone keys` writes it and every server reads it. It holds no keys, only
/// digests. Still only its owner may read it, because it names the clients.
///
/// ``` # id  name  sha256 of the key  made at 9f2c41d07a5be863	webshop	5e8848…	2026-01-01T00:00:00Z ```
public record ApiKeyFile(Path path) {
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

    /// Adds a key in one write, so that a server reading meanwhile sees the whole line or none of it.
    public void add(ApiKeys.Entry entry) throws IOException {
        if (Files.notExists(path)) write(path, List.of(HEADING));
        Files.writeString(path, line(entry) + "\n", StandardOpenOption.APPEND, StandardOpenOption.SYNC);
    }

    /// Removes a key, which revokes it.
    ///
    /// @return whether there was a key of that name
    public boolean remove(String name) throws IOException {
        var keys = read();
        if (keys.findByName(name).isEmpty()) return false;
        Predicate<ApiKeys.Entry> isAnother = entry -> !entry.name().equals(name);
        var lines = new ArrayList<>(List.of(HEADING));
        keys.entries().stream().filter(isAnother).map(ApiKeyFile::line).forEach(lines::add);
        replace(lines);
        return true;
    }

    private void replace(List<String> lines) throws IOException {
        var part = path.resolveSibling(path.getFileName() + ".part");
        Files.deleteIfExists(part);
        write(part, lines);
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(Path file, List<String> lines) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(file, lines, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.SYNC);
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
