package dev.halftone.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Stream;

/// The files of the project, by their paths from its folder.
public final class ProjectFiles {
    /// Tests run in their module's folder.
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> IGNORED_FOLDERS = Set.of("target", "node_modules", ".git", "data");

    private ProjectFiles() {}

    public static Path file(String path) {
        return ROOT.resolve(path);
    }

    public static String text(String path) {
        return read(file(path));
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the Java sources whose path contains a text.
    public static Stream<Path> javaSources(String part) {
        return find(Integer.MAX_VALUE, ".java").filter(file -> file.toString().contains(part));
    }

    /// Returns the files with an extension, without what is built, downloaded or stored.
    ///
    /// @param maxDepth how many folders deep to look
    public static Stream<Path> find(int maxDepth, String extension) {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(ROOT, Set.of(), maxDepth, new SimpleFileVisitor<>() {
                // Tests that run at the same time create and delete files there.
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return IGNORED_FOLDERS.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(extension)) found.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream();
    }
}
