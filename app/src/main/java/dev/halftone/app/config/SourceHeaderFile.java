package dev.halftone.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.engine.fetch.SourceHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads the file of `--source-headers`. It holds secrets, so error messages name file and line, but quote
/// nothing.
final class SourceHeaderFile {
    private SourceHeaderFile() {}

    static SourceHeaders read(Path file) {
        try {
            // Bytes of another encoding become U+FFFD, which does no harm in a comment, and is an error elsewhere.
            var text = new String(Files.readAllBytes(file), UTF_8);
            var withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return SourceHeaders.parse(withoutMark.lines().toList());
        } catch (IOException e) {
            throw new IllegalArgumentException("source-headers: cannot read " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("source-headers: " + file + ", " + e.getMessage(), e);
        }
    }
}
