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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the encoding of a file by reading all of it: only the whole file shows whether it is valid UTF-8.
///
/// A byte order mark decides, then what the sender declared. Otherwise the file is UTF-8, also with some bytes that are
/// not: one cell pasted from elsewhere must not garble all others. With more of them, or without a single character
/// that is UTF-8 and not ASCII, it is Windows-1252, which many spreadsheet programs write. A file with a NUL character
/// is not text.
final class EncodingDetector {
    private static final int BUFFER_SIZE = 64 * 1024;
    private static final int MAX_SIGNATURE_BYTES = 8;

    /// A file may have faulty bytes in one of so many lines, and in this many lines in any case.
    private static final int LINES_PER_FAULTY_LINE = 1000;

    private static final int FAULTY_LINES_OF_SMALL_FILE = 10;

    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_SIZE);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_SIZE);
    private final Encoding encoding;
    private final CharsetDecoder decoder;
    private final FaultyLines faultyLines = new FaultyLines();
    private long line = 1;
    private char last;

    // Bytes of characters after their first: what shows that a text is UTF-8.
    private long continuationBytes;
    private long faults;

    /// The incomplete character at the end of the file.
    private byte[] cutCharacter = {};

    private EncodingDetector(Encoding encoding) {
        this.encoding = encoding;
        this.decoder = encoding.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /// The detected content of a file.
    sealed interface Result {

        /// The file is text.
        ///
        /// @param warnings what the sender should check
        record Text(Encoding encoding, List<Warning> warnings) implements Result {}

        record NotText(long line, String message) implements Result {}
    }

    static Result scan(Path file, Optional<Charset> declared) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var head = head(channel);
            var format = BinaryFormat.of(head);
            if (format.isPresent()) return new Result.NotText(1, format.get().message());
            var known = Encoding.fromByteOrderMark(head)
                    .or(() -> declared.flatMap(charset -> Encoding.fromDeclaration(charset, head)));
            var detector = new EncodingDetector(known.orElseGet(() -> new Encoding(StandardCharsets.UTF_8, 0)));
            return detector.scan(channel, known.isPresent());
        }
    }

    private static byte[] head(FileChannel channel) throws IOException {
        var head = ByteBuffer.allocate(MAX_SIGNATURE_BYTES);
        boolean more = true;
        while (more && head.hasRemaining()) more = channel.read(head) >= 0;
        return Arrays.copyOf(head.array(), head.position());
    }

    private Result scan(FileChannel channel, boolean isKnown) throws IOException {
        channel.position(encoding.markBytes());
        boolean more = true;
        while (more) {
            more = channel.read(bytes) >= 0;
            bytes.flip();
            if (!isText(!more)) return new Result.NotText(line, nulMessage());
            bytes.compact();
        }
        if (!isKnown && !isUtf8()) return new Result.Text(new Encoding(Encoding.WINDOWS_1252, 0), List.of(guessed()));
        return new Result.Text(
                encoding, faultyLines.warning(encoding.charset()).stream().toList());
    }

    /// Decodes the buffer except a trailing partial character. Returns false at a NUL character.
    private boolean isText(boolean atEnd) {
        while (true) {
            int before = bytes.position();
            var result = decoder.decode(bytes, chars, atEnd);
            continuationBytes += bytes.position() - before - chars.position();
            if (containsNul(chars.flip())) return false;
            chars.clear();
            if (result.isUnderflow()) return true;
            if (result.isError()) skipFault(result.length(), atEnd);
        }
    }

    private void skipFault(int length, boolean atEnd) {
        if (atEnd && length == bytes.remaining()) {
            cutCharacter = Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());
        } else {
            faults++;
        }
        faultyLines.add(line);
        bytes.position(bytes.position() + length);
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

    private boolean isUtf8() {
        if (faults == 0) return cutCharacter.length == 0 || continuationBytes > 0 || isStartOfUtf8(cutCharacter);
        return continuationBytes >= faults
                && faultyLines.count <= Math.max(FAULTY_LINES_OF_SMALL_FILE, line / LINES_PER_FAULTY_LINE);
    }

    /// A single last byte may be a small letter of Windows-1252, such as é. Longer starts of a character, and what
    /// would be a capital letter there, are UTF-8 that was cut.
    private static boolean isStartOfUtf8(byte[] cut) {
        int first = cut[0] & 0xFF;
        return cut.length > 1 || (first >= 0xC2 && first <= 0xDE);
    }

    private static Warning guessed() {
        return new Warning(
                1,
                1,
                Warning.Code.ASSUMED_WINDOWS_1252,
                "The file is not UTF-8, so it was read as Windows-1252. If accents or symbols are wrong, save"
                        + " it as CSV (UTF-8).");
    }

    /// The lines with bytes that the encoding does not have.
    private static final class FaultyLines {
        private static final int MAX_NAMED = 5;

        private final List<Long> named = new ArrayList<>();
        private long count;
        private long last;

        void add(long line) {
            if (line == last) return;
            last = line;
            if (count++ < MAX_NAMED) named.add(line);
        }

        Optional<Warning> warning(Charset charset) {
            if (count == 0) return Optional.empty();
            var lines = named.stream().map(String::valueOf).collect(Collectors.joining(", "));
            var more = count > MAX_NAMED ? " and " + (count - MAX_NAMED) + " more" : "";
            var message =
                    "Not all bytes are %s. They were replaced by \uFFFD (U+FFFD) in %s %s%s. Correct the file if this matters."
                            .formatted(charset.name(), count == 1 ? "line" : "lines", lines, more);
            return Optional.of(new Warning(named.getFirst(), 1, Warning.Code.REPLACED_BYTES, message));
        }
    }

    private String nulMessage() {
        return "This is not text: there is a NUL character in line " + line
                + ". Save the file as CSV (UTF-8) in your spreadsheet program and send that.";
    }

    /// Formats that users upload instead of a CSV, identified by their first bytes.
    enum BinaryFormat {
        ZIP("PK\003\004", "a ZIP archive", true),
        OLE("\u00D0\u00CF\u0011\u00E0", "an Office document", true),
        PDF("%PDF-", "a PDF document", false),
        PNG("\u0089PNG", "a PNG image", false),
        JPEG("\u00FF\u00D8\u00FF", "a JPEG image", false),
        GZIP("\u001F\u008B", "a damaged gzip archive", false);

        private final String signature;
        private final String description;
        private final boolean isWorkbook;

        BinaryFormat(String signature, String description, boolean isWorkbook) {
            this.signature = signature;
            this.description = description;
            this.isWorkbook = isWorkbook;
        }

        /// Whether a file may be a workbook; opening it tells.
        static boolean mayBeWorkbook(Path file) throws IOException {
            try (var channel = FileChannel.open(file)) {
                return of(head(channel)).filter(format -> format.isWorkbook).isPresent();
            }
        }

        static Optional<BinaryFormat> of(byte[] head) {
            var bytes = new String(head, StandardCharsets.ISO_8859_1);
            return Arrays.stream(values())
                    .filter(format -> bytes.startsWith(format.signature))
                    .findFirst();
        }

        /// The message for the sender.
        String message() {
            return "This is " + description + ", not a CSV. Send the CSV itself.";
        }
    }
}
