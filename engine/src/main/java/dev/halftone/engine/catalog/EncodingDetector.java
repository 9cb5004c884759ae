package dev.halftone.engine.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Detects the encoding of a file by reading all of it: only the whole file shows whether it is valid UTF-8.
///
/// A byte order mark decides. Without one, the file is UTF-8, or Windows-1252 if it is not valid UTF-8, because
/// many spreadsheet programs write that. A file with a NUL character is not text.
final class EncodingDetector {
    private static final int BUFFER_SIZE = 64 * 1024;
    private static final int MAX_SIGNATURE_BYTES = 8;

    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_SIZE);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_SIZE);
    private Encoding encoding;
    private CharsetDecoder decoder;
    private long line = 1;
    private char last;

    private EncodingDetector(Encoding encoding) {
        this.encoding = encoding;
        this.decoder = decoder(encoding.charset());
    }

    /// The detected content of a file.
    sealed interface Result {

        record Text(Encoding encoding) implements Result {}

        record NotText(long line, String message) implements Result {}
    }

    static Result scan(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var head = head(channel);
            var format = BinaryFormat.of(head);
            if (format.isPresent()) return new Result.NotText(1, format.get().message());
            var encoding = Encoding.fromByteOrderMark(head);
            return new EncodingDetector(encoding).scan(channel.position(encoding.markBytes()));
        }
    }

    private static byte[] head(FileChannel channel) throws IOException {
        var head = ByteBuffer.allocate(MAX_SIGNATURE_BYTES);
        boolean more = true;
        while (more && head.hasRemaining()) more = channel.read(head) >= 0;
        return Arrays.copyOf(head.array(), head.position());
    }

    private Result scan(FileChannel channel) throws IOException {
        boolean more = true;
        while (more) {
            more = channel.read(bytes) >= 0;
            bytes.flip();
            if (!isText(!more)) return new Result.NotText(line, nulMessage());
            bytes.compact();
        }
        return new Result.Text(encoding);
    }

    /// Decodes the buffer except a trailing partial character. Returns false at a NUL character.
    private boolean isText(boolean atEnd) {
        while (true) {
            var result = decoder.decode(bytes, chars, atEnd);
            if (containsNul(chars.flip())) return false;
            chars.clear();
            if (result.isUnderflow()) return true;
            if (result.isError()) switchToWindows1252();
        }
    }

    private boolean containsNul(CharBuffer text) {
        var array = text.array();
        char before = last;
        for (int i = 0; i < text.limit(); i++) {
            char c = array[i];
            if (c == 0) return true;
            if (c == '\r' || (c == '\n' && before != '\r')) line++;
            before = c;
        }
        last = before;
        return false;
    }

    private void switchToWindows1252() {
        encoding = new Encoding(Encoding.WINDOWS_1252, encoding.markBytes());
        decoder = decoder(encoding.charset());
    }

    private static CharsetDecoder decoder(Charset charset) {
        var onError = charset.equals(StandardCharsets.UTF_8) ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE;
        return charset.newDecoder().onMalformedInput(onError).onUnmappableCharacter(onError);
    }

    private String nulMessage() {
        return "This is not text: there is a NUL character in line " + line
                + ". Save the file as CSV (UTF-8) in your spreadsheet program and send that.";
    }

    /// Formats that users upload instead of a CSV, identified by their first bytes.
    enum BinaryFormat {
        ZIP("PK\003\004", "an Excel workbook (.xlsx) or another ZIP archive", true),
        OLE("\u00D0\u00CF\u0011\u00E0", "an old Excel workbook (.xls) or another Office document", true),
        PDF("%PDF-", "a PDF document", true),
        PNG("\u0089PNG", "a PNG image", false),
        JPEG("\u00FF\u00D8\u00FF", "a JPEG image", false),
        GZIP("\u001F\u008B", "a gzip archive", false);

        private final String signature;
        private final String description;
        private final boolean isTable;

        BinaryFormat(String signature, String description, boolean isTable) {
            this.signature = signature;
            this.description = description;
            this.isTable = isTable;
        }

        static Optional<BinaryFormat> of(byte[] head) {
            var bytes = new String(head, StandardCharsets.ISO_8859_1);
            return Arrays.stream(values())
                    .filter(format -> bytes.startsWith(format.signature))
                    .findFirst();
        }

        /// The message for the sender.
        String message() {
            var advice = isTable
                    ? "Open it in your spreadsheet program and save it as CSV (UTF-8)."
                    : "Send the CSV itself.";
            return "This is " + description + ", not a CSV. " + advice;
        }
    }
}
