package dev.halftone.app.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.halftone.engine.fetch.SourceHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads the file of `--source-headers`. It holds secrets, so error messages name file and line, but quote
/// nothing.
final class SourceHeaderFile {
    /// UTF-8's mark of byte order, which Windows' editors write, as single bytes.
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private SourceHeaderFile() {}

    static SourceHeaders read(Path file) {
        try {
            // A comment may be in any encoding; a value is checked to be ASCII.
            var text = Files.readString(file, ISO_8859_1);
            var start = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
            return SourceHeaders.parse(text.substring(start).lines().toList());
        } catch (IOException e) {
            throw new IllegalArgumentException("source-headers: cannot read " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("source-headers: " + file + ", " + e.getMessage(), e);
        }
    }
}
