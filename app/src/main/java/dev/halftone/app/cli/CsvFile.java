package dev.halftone.app.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/// The CSV that a command works on.
final class CsvFile {
    @Parameters(paramLabel = "FILE.csv", description = "The CSV of products and image URLs.")
    private Path path;

    /// The file, which may still be unreadable.
    ///
    /// @throws FileSystemException for a folder: reading one fails without a word of its name
    Path path() throws IOException {
        if (Files.isDirectory(path)) throw new FileSystemException(path.toString(), null, "is a folder");
        return path;
    }
}
