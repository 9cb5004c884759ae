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
import java.util.Optional;

/// The encoding of a file.
///
/// @param markBytes the length of what stands before the text: a byte order mark, other invisible characters
record Encoding(Charset charset, int markBytes) {
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MAX_HEADER_CHARS = 256 * 1024;

    /// The encoding indicated by the byte order mark, if there is one.
    static Optional<Encoding> fromByteOrderMark(byte[] head) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) return Optional.of(new Encoding(StandardCharsets.UTF_8, 3));
        if (startsWith(head, 0xFF, 0xFE)) return Optional.of(new Encoding(StandardCharsets.UTF_16LE, 2));
        if (startsWith(head, 0xFE, 0xFF)) return Optional.of(new Encoding(StandardCharsets.UTF_16BE, 2));
        return Optional.empty();
    }

    /// The encoding that a sender declared. As browsers do, ISO-8859-1 is read as Windows-1252, which has more
    /// characters and is what such files are in; ASCII says nothing (WHATWG Encoding §4.2).
    static Optional<Encoding> fromDeclaration(Charset declared, byte[] head) {
        if (declared.equals(StandardCharsets.US_ASCII)) return Optional.empty();
        if (declared.equals(StandardCharsets.ISO_8859_1)) return Optional.of(new Encoding(WINDOWS_1252, 0));
        if (!declared.equals(StandardCharsets.UTF_16)) return Optional.of(new Encoding(declared, 0));
        boolean isBigEndian = head.length > 0 && head[0] == 0;
        return Optional.of(new Encoding(isBigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE, 0));
    }

    /// The same encoding, where the text starts after invisible characters, such as a second byte order mark.
    Encoding withoutInvisibleStart(Path file) throws IOException {
        try (var text = open(file)) {
            var start = new StringBuilder();
            for (int c = text.read(); isInvisible(c) && start.length() < MAX_HEADER_CHARS; c = text.read())
                start.append((char) c);
            return new Encoding(charset, markBytes + start.toString().getBytes(charset).length);
        }
    }

    private static boolean isInvisible(int c) {
        return c > ' ' && Whitespace.isBlank((char) c);
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
