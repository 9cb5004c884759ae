package dev.halftone.app.cli;

import dev.halftone.app.key.KeyFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Which file of API keys a command is about.
final class KeysFile {
    @Option(
            names = "--api-keys",
            paramLabel = "FILE",
            required = true,
            description = "The file of keys, as serve is given it.")
    private Path path;

    KeyFile open() {
        return new KeyFile(path);
    }
}
