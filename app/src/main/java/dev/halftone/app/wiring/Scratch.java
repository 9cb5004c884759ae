package dev.halftone.app.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/// The server's own folders for what is on its way through.
///
/// @param parts where the parts of forms wait until their call ends
/// @param tomcat where Tomcat keeps what it needs, which is nothing
/// @param documents what Tomcat would serve by itself, which is nothing
record Scratch(Path parts, Path tomcat, Path documents) {

    static Scratch of(Path folder) {
        var path = folder.toAbsolutePath();
        return new Scratch(path.resolve("parts"), path.resolve("tomcat"), path.resolve("documents"));
    }

    /// The folders, made anew: what a crash has left of uploads is gone. Only this process's user may look in.
    static Scratch emptied(Path folder) {
        var scratch = of(folder);
        try {
            delete(folder);
            make(folder);
            Files.createDirectory(scratch.parts());
            Files.createDirectory(scratch.tomcat());
            Files.createDirectory(scratch.documents());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the server's own folder " + folder, e);
        }
        return scratch;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static void make(Path folder) throws IOException {
        var isPosix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(folder.toAbsolutePath().getParent());
        if (!isPosix) Files.createDirectory(folder);
        else
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
