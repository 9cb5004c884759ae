package dev.halftone.imaging.jpeg;

import java.nio.charset.StandardCharsets;

/// A marker and its parameters (T.81 B.1.1.4), in place. Reading beyond its end ends the path: the JPEG is damaged.
final class Segment {
    private final byte[] jpeg;
    private final int marker;
    private final int from;
    private final int to;

    /// @param from where the parameters begin, behind marker and length
    /// @param to the first byte behind them
    Segment(byte[] jpeg, int marker, int from, int to) {
        this.jpeg = jpeg;
        this.marker = marker;
        this.from = from;
        this.to = to;
    }

    int marker() {
        return marker;
    }

    int size() {
        return to - from;
    }

    /// Its bytes with those of marker and length.
    int wholeSize() {
        return size() + 4;
    }

    int end() {
        return to;
    }

    int u8(int at) {
        if (at < 0 || at >= size()) throw Ending.corrupt("one of its marker segments is too short");
        return jpeg[from + at] & 0xFF;
    }

    int u16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    byte[] bytes(int at, int length) {
        if (length > 0) u8(at + length - 1);
        var bytes = new byte[length];
        System.arraycopy(jpeg, from + at, bytes, 0, length);
        return bytes;
    }

    boolean startsWith(String text) {
        return text.length() <= size()
                && new String(jpeg, from, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }
}
