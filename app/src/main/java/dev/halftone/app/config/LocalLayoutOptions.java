package dev.halftone.app.config;

import dev.halftone.engine.request.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of commands that read the catalogue themselves: it may also name files of this machine. A subclass,
/// because picocli loses the defaults of a group in a group.
public final class LocalLayoutOptions extends LayoutOptions {
    @Option(
            names = "--base-dir",
            paramLabel = "DIR",
            description = "Cells that name files in this folder, such as /m/b/mug.jpg, are read from there.")
    private Optional<Path> baseDir = Optional.empty();

    /// The folder whose files the catalogue may name.
    ///
    /// @throws InvalidSettingException if there is no such folder
    public Optional<ImageFolder> imageFolder() {
        return baseDir.map(LocalLayoutOptions::imageFolder);
    }

    private static ImageFolder imageFolder(Path folder) {
        if (!Files.isDirectory(folder)) throw new InvalidSettingException("base-dir is not a folder: " + folder);
        try {
            return ImageFolder.of(folder);
        } catch (IOException e) {
            throw new InvalidSettingException("base-dir cannot be read: " + folder);
        }
    }
}
