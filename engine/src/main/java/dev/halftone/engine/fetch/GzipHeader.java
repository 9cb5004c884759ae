package dev.halftone.engine.fetch;

import java.io.EOFException;
import java.io.IOException;
import okio.BufferedSource;

/// Recognizes the header of a gzip member (RFC 1952 §2.3) without consuming it.
final class GzipHeader {
    /// The first two bytes.
    private static final int MAGIC = 0x1f8b;

    /// The lengths of CM, before FLG, and of MTIME, XFL and OS, after it.
    private static final int BEFORE_FLAGS = 1;

    private static final int AFTER_FLAGS = 6;
    private static final int HAS_EXTRA = 0x04;
    private static final int HAS_NAME = 0x08;
    private static final int HAS_COMMENT = 0x10;

    /// The decoder buffers names and comments of any length in memory. No real file has a name this long.
    private static final int MAX_TEXT = 4096;

    private GzipHeader() {}

    /// Whether a header of reasonable length comes next. A truncated header counts as one: the decoder
    /// reports it.
    static boolean isAhead(BufferedSource source) throws IOException {
        try {
            return source.request(2) && hasShortTexts(source.peek());
        } catch (EOFException e) {
            return true;
        }
    }

    private static boolean hasShortTexts(BufferedSource header) throws IOException {
        if ((header.readShort() & 0xffff) != MAGIC) return false;
        header.skip(BEFORE_FLAGS);
        var flags = header.readByte();
        header.skip(AFTER_FLAGS);
        if ((flags & HAS_EXTRA) != 0) header.skip(header.readShortLe() & 0xffff);
        return ((flags & HAS_NAME) == 0 || passesText(header)) && ((flags & HAS_COMMENT) == 0 || passesText(header));
    }

    /// Texts end with a zero byte.
    private static boolean passesText(BufferedSource header) throws IOException {
        var end = header.indexOf((byte) 0, 0, MAX_TEXT);
        if (end < 0 && !header.request(MAX_TEXT)) throw new EOFException();
        header.skip(end + 1);
        return end >= 0;
    }
}
