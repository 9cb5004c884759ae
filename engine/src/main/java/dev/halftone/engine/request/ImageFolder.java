package dev.halftone.engine.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder of images on this machine. Cells of a catalogue file may name the files below it.
///
/// @param path the real path, without symbolic links
public record ImageFolder(Path path) {
    private static final String FILE_SCHEME = "file://";

    /// The folder at a path.
    ///
    /// @throws IOException if there is none
    public static ImageFolder of(Path path) throws IOException {
        return new ImageFolder(path.toRealPath());
    }

    /// The file that a text names: a path relative to this folder, with or without a slash before it, or the path or
    /// the `file:` URL of a file below it. Empty if there is none, or if `..` or a link leads out of the folder.
    ///
    /// @return the real path of a regular file
    public Optional<Path> find(String text) {
        if (text.isBlank()) return Optional.empty();
        var name = text.startsWith(FILE_SCHEME) ? text.substring(FILE_SCHEME.length()) : text;
        // A catalogue that was made on Windows.
        return Stream.of(name, name.replace('\\', '/'))
                .flatMap(spelling -> candidates(spelling).flatMap(file -> below(file).stream()))
                .findFirst();
    }

    private Stream<Path> candidates(String name) {
        try {
            var written = Path.of(name);
            var relative = path.resolve(Path.of(withoutSlashes(name)));
            return written.isAbsolute() ? Stream.of(relative, written) : Stream.of(relative);
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    private static String withoutSlashes(String name) {
        var begin = 0;
        while (begin < name.length() && name.charAt(begin) == '/') begin++;
        return name.substring(begin);
    }

    private Optional<Path> below(Path file) {
        try {
            var real = file.toRealPath();
            return real.startsWith(path) && Files.isRegularFile(real) ? Optional.of(real) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
