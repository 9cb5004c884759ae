package dev.halftone.engine.catalog;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The encoding of a file.
///
/// @param markBytes the length of the byte order mark, which is not part of the text
record Encoding(Charset charset, int markBytes) {
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MAX_HEADER_CHARS = 256 * 1024;

    /// The encoding indicated by the byte order mark; UTF-8 without one.
    static Encoding fromByteOrderMark(byte[] head) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) return new Encoding(StandardCharsets.UTF_8, 3);
        if (startsWith(head, 0xFF, 0xFE)) return new Encoding(StandardCharsets.UTF_16LE, 2);
        if (startsWith(head, 0xFE, 0xFF)) return new Encoding(StandardCharsets.UTF_16BE, 2);
        return new Encoding(StandardCharsets.UTF_8, 0);
    }

    boolean isGuess() {
        return charset.equals(WINDOWS_1252);
    }

    /// The text of the file after the byte order mark. Malformed input becomes U+FFFD.
    Reader open(Path file) throws IOException {
        return new InputStreamReader(openBytes(file), charset);
    }

    /// The start of the text, as long as a header may be.
    String beginning(Path file) throws IOException {
        try (var text = open(file)) {
            var beginning = new char[MAX_HEADER_CHARS];
            int length = 0;
            int count = 0;
            while (count >= 0 && length < beginning.length) {
                length += count;
                count = text.read(beginning, length, beginning.length - length);
            }
            return new String(beginning, 0, length);
        }
    }

    private InputStream openBytes(Path file) throws IOException {
        var bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        bytes.skipNBytes(markBytes);
        return bytes;
    }

    private static boolean startsWith(byte[] head, int... mark) {
        if (head.length < mark.length) return false;
        for (int i = 0; i < mark.length; i++) {
            if ((head[i] & 0xFF) != mark[i]) return false;
        }
        return true;
    }
}
